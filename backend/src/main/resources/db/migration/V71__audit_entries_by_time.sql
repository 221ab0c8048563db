-- The number that entries of the current catalog's audit log from a time on have at least (ADR 0039). Numbers follow time, but for how much the clocks
-- of backends differ: so it is found by halves, and no entry pays for an index.
create function audit_sequence_at(moment timestamptz) returns bigint
    language sql stable as $$
    with recursive search (low, high) as (
        select coalesce((select e.sequence from audit_entry e where e.catalog_id = current_catalog_id()
                order by e.sequence limit 1), 1),
            coalesce((select e.sequence from audit_entry e where e.catalog_id = current_catalog_id()
                order by e.sequence desc limit 1), 0) + 1
        union all
        select case when found.at >= moment then s.low else s.middle + 1 end,
            case when found.at >= moment then s.middle else s.high end
        from (select low, high, (low + high) / 2 as middle from search where low < high) s
        cross join lateral (
            select e.at from audit_entry e where e.catalog_id = current_catalog_id() and e.sequence >= s.middle
            order by e.sequence limit 1) found
    )
    select low from search where low >= high limit 1
$$;
revoke execute on function audit_sequence_at(timestamptz) from public;
grant execute on function audit_sequence_at(timestamptz) to holdfast_app;
