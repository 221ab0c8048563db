-- Refuses databases that this version cannot use, before Flyway changes anything. A migration with a higher version changes the number below.
do $$
declare
    newest constant int := 20;
    found text;
begin
    if to_regclass('flyway_schema_history') is null then
        select c.relname into found from pg_class c
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
            -- Extensions have relations, too, such as pg_stat_statements.
            and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') limit 1;
        if found is not null then
            raise exception 'The database % is not empty and not of Holdfast: it has %. Use an empty database, or correct HOLDFAST_DB_NAME.',
                current_database(), found;
        end if;
    else
        select h.script into found from flyway_schema_history h where h.version = '1' and h.description <> 'tenancy';
        if found is not null then
            raise exception 'The database % is of another application: its first migration is %. Correct HOLDFAST_DB_NAME.',
                current_database(), found;
        end if;
        select max(h.version::int) into found from flyway_schema_history h where h.success and h.version ~ '^\d+$';
        if found::int > newest then
            raise exception 'The database % is of a newer version of Holdfast: its schema has version %, and this version of Holdfast knows %. Start the newer version, or restore a backup that this version made.',
                current_database(), found, newest;
        end if;
    end if;
end
$$;
