-- Who told an event, and which rule of the classifier gave it its class. The defaults are for events
-- that were told before, and by older instances that still run beside newer ones.
ALTER TABLE bounce_event
  ADD COLUMN rule   text NOT NULL DEFAULT 'none',
  ADD COLUMN source text NOT NULL DEFAULT 'api';
