-- Which catalogs have devices of a part that run a version of the operating system, and how many: what withdrawing a release concerns.
create function devices_that_run(of_part text, version text) returns table (name text, devices bigint, trusted bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.name, count(*), count(*) filter (where d.trust = 'TRUSTED')
        from catalog c
        join device d on d.catalog_id = c.catalog_id and d.os_version = version
        join endorsement e on e.device_id = d.device_id and e.sku = of_part
        group by c.catalog_id, c.name
        order by 2 desc, lower(c.name);
    end;
revoke execute on function devices_that_run(text, text) from public;
grant execute on function devices_that_run(text, text) to holdfast_app;
