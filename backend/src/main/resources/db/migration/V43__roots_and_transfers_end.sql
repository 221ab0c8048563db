-- Requests to the owners of other roots are withdrawn, and roots that certify are removed; the audit log and the row say by whom and why.
alter table policy_authority
    add column removed_at timestamptz,
    add column removed_by text not null default '',
    add column removed_reason text not null default '';

-- What a root of others is good for: every catalog, with its devices.
create policy owner_counts on device_count for select to current_user using (true);
create policy owner_counts on device_count_change for select to current_user using (true);
create function devices_of_catalogs() returns table (name text, devices bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.name, coalesce(sum(n.devices), 0)::bigint
        from catalog c
        left join (
            select catalog_id, measure, devices from device_count
            union all
            select catalog_id, measure, devices from device_count_change
        ) n on n.catalog_id = c.catalog_id and n.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')
        group by c.catalog_id, c.name
        order by 2 desc, lower(c.name);
    end;
revoke execute on function devices_of_catalogs() from public;
grant execute on function devices_of_catalogs() to holdfast_app;

-- Who accepts devices acts inside of the walls of the catalog that gets them, and what was issued in the one that they left was not seen:
-- unclaiming revoked certificates, a transfer did not. With this both do; those of devices that left before this follow.
create policy owner_looks_for_departures on issued_certificate for select to current_user using (true);
insert into certificate_revocation (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
select c.catalog_id, c.serial, c.device_id, c.not_after, now(), 'system', 'CESSATION_OF_OPERATION',
    'The device left the catalog.'
from issued_certificate c
where c.not_after > now()
  and not exists (select from device d where d.catalog_id = c.catalog_id and d.device_id = c.device_id)
on conflict (catalog_id, serial) do nothing;
