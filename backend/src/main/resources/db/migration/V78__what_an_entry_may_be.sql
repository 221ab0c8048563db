-- Expressions of constraints are made ready anew by every statement, and these two cost more than storing the entry. One line each entry is in
-- any case: whoever writes it down puts a blank where JSON has a line feed. And what fits a bundle is told by the sizes of what is
-- stored: texts may become twice as long there, JSON stays as it is.
alter table audit_entry drop constraint one_line, drop constraint fits_a_bundle;
alter table audit_entry add constraint fits_a_bundle check (2 * pg_column_size(audit_entry.*)
    - coalesce(pg_column_size(before), 0) - coalesce(pg_column_size(after), 0) <= 60000) not valid;
