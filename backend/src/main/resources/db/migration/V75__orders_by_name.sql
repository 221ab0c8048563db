-- A page of images or members by name, or of members by time, is a walk along an index, however many there are (ADR 0039). What is
-- held against a place in the order is a column: a function that could tell what it was given is asked of no row before row-level
-- security has let that row through, and so leads nowhere in an index (PostgreSQL: LEAKPROOF).
alter table image add column name_order text generated always as (lower(name)) stored;
create index image_by_name on image (catalog_id, name_order, image_id);

alter table role_assignment add column name_order text generated always as (lower(name)) stored;
create index role_assignment_by_name on role_assignment (catalog_id, name_order, assignment_id);
create index role_assignment_newest on role_assignment (catalog_id, assigned_at, assignment_id);
