CREATE TABLE one (id bigint PRIMARY KEY);
SELECT pg_sleep(0.5);
