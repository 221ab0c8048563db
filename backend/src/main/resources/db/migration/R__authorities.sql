-- Catalogs for whose authorities there is something to do: none stands here yet, the newest one ends before a time, or
-- somebody has to be told that one began to sign or expired. Roots of others change nothing of what is issued.
create or replace function authorities_due(now_is timestamptz, ending_before timestamptz) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.catalog_id from catalog c
        left join lateral (
            select max(a.not_after) filter (where a.revoked_at is null) as newest_end,
                   bool_or(a.activation_told_at is null and a.active_from <= now_is and a.revoked_at is null) as begins,
                   bool_or(a.expiry_told_at is null and a.not_after <= now_is) as ends
            from catalog_authority a where a.catalog_id = c.catalog_id
        ) told on true
        where told.newest_end is null or told.newest_end < ending_before or told.begins or told.ends;
    end;
