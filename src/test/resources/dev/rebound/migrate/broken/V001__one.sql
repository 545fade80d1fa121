CREATE TABLE one (id bigint PRIMARY KEY);
