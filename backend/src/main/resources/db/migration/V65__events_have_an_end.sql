-- Events are kept for a while and not for ever: whoever reads them keeps its own copy.

create policy owner_removes on outbox for delete to current_user using (true);

-- Removes events from before a time, the oldest of each catalog first; returns how many. Of each catalog it looks at as many as it may
-- remove and no more: numbers follow time.
create function forget_events(before timestamptz, at_most int) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    gone bigint;
begin
    delete from outbox o
    using (
        select e.catalog_id, e.sequence
        from (select c.catalog_id from catalog c union all select '00000000-0000-0000-0000-000000000000'::uuid) c
        -- Whose oldest event is young has no older one.
        join lateral (select e.at from outbox e where e.catalog_id = c.catalog_id order by e.sequence limit 1) oldest
            on oldest.at < least(before, now() - interval '23 hours')
        cross join lateral (
            select e.catalog_id, e.sequence, e.at from outbox e where e.catalog_id = c.catalog_id
            order by e.sequence limit at_most) e
        -- Whatever the caller says, a gateway that was away for a while finds what it must forget.
        where e.at < least(before, now() - interval '23 hours')
        limit at_most
    ) old
    where o.catalog_id = old.catalog_id and o.sequence = old.sequence;
    get diagnostics gone = row_count;
    return gone;
end
$$;
revoke execute on function forget_events(timestamptz, int) from public;
grant execute on function forget_events(timestamptz, int) to holdfast_app;
