-- Certificates for requests (EST). Like the functions of attestation (R__attestation.sql has the reasons) these look across
-- catalogs, find each device's catalog by themselves, and keep one plan that goes through indexes.

do $$
declare
    older regprocedure;
begin
    for older in
        select p.oid::regprocedure from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.proname in
            ('enrolment_applicants', 'record_enrolments', 'fence_enrolments', 'fence_own_enrolments')
        order by p.proname desc
    loop
        execute format('drop function %s', older);
    end loop;
end
$$;

-- Who asks: whose device it is, what is thought of it, and what it attested last in that catalog. No row: not endorsed. Trust is
-- what the newest attestation came to only as long as that is what the device's own row says, too. A revocation says who is believed
-- no longer or was blocked, and why. Who revoked one of a device's certificates wants it to attest before it gets another.
create function enrolment_applicants(wanted bytea[])
    returns table (device_id bytea, general_key bytea, catalog_id uuid, revocation text, trust text,
        attested_at timestamptz, evidence bytea, certificate_revoked boolean)
    language sql stable security definer
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    begin atomic
        select e.device_id, e.general_key, d.catalog_id,
               coalesce('the maker ' || e.maker || ' was revoked: ' || mr.reason,
                   'the endorsement of the chip was revoked: ' || cr.reason,
                   'the device is blocked: ' || d.blocked_reason),
               case when n.at = d.last_attestation and n.trust = d.trust then d.trust else 'UNKNOWN' end,
               n.at, n.evidence, exists (
                   select 1 from certificate_revocation r
                   where r.catalog_id = d.catalog_id and r.device_id = d.device_id and r.revoked_at >= n.at
               )
        from (select distinct w.device_id from unnest(wanted) as w(device_id)) w
        join endorsement e on e.device_id = w.device_id
        left join maker_revocation mr on mr.maker = e.maker
        left join chip_revocation cr on cr.device_id = e.device_id
        left join device_catalog c on c.device_id = e.device_id
        left join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id
        left join lateral (
            select a.at, a.trust,
                   substr(a.evidence, 1, a.evidence_cut) || s.evidence_part || substr(a.evidence, a.evidence_cut + 1)
                       as evidence
            from attestation a
            join attested_state s on s.catalog_id = a.catalog_id and s.state_id = a.state_id
            where a.catalog_id = d.catalog_id and a.device_id = d.device_id
            order by a.attestation_id desc limit 1
        ) n on true;
    end;

-- Records certificates, one array element each; returns in their order what came of each: RECORDED, or OVERTAKEN or TOO_MANY and not
-- recorded. Overtaken is what was issued for an attestation that is not the device's newest any more, or no longer trusted, or of a
-- catalog that it left, or of a chip whose endorsement was revoked, or of a device that was blocked or lost a certificate meanwhile.
-- Too many are more than 32 for that attestation, its own two among them: each is a row for good. Statements at the same moment wait
-- for each other at the device's row of enrolment_count, in the order of devices. The end that the console shows does not change: a
-- certificate for a request ends when those of the attestation do.
create function record_enrolments(
    catalogs uuid[], device_ids bytea[], attested_ats timestamptz[], serials bytea[], usages text[],
    not_befores timestamptz[], not_afters timestamptz[], authorities int[])
    returns text[]
    language sql security definer
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    begin atomic
        with good as (
            select h.*, row_number() over (partition by h.catalog_id, h.device_id order by h.position) as nth
            from unnest(catalogs, device_ids, attested_ats, serials, usages, not_befores, not_afters, authorities)
                with ordinality
                as h(catalog_id, device_id, attested_at, serial, usage, not_before, not_after, authority, position)
            join device_catalog c on c.device_id = h.device_id and c.catalog_id = h.catalog_id
            join valid_endorsement v on v.device_id = h.device_id
            join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id
            where d.trust = 'TRUSTED' and d.last_attestation = h.attested_at and d.blocked_at is null
              and not exists (
                  select 1 from certificate_revocation r
                  where r.catalog_id = d.catalog_id and r.device_id = d.device_id and r.revoked_at >= h.attested_at
              )
        ), taken as (
            insert into enrolment_count as n (catalog_id, device_id, attested_at, certificates)
            select g.catalog_id, g.device_id, g.attested_at, least(32, 2 + count(*)) from good g
            group by g.catalog_id, g.device_id, g.attested_at
            order by g.catalog_id, g.device_id
            on conflict (catalog_id, device_id) do update
            set attested_at = excluded.attested_at,
                certificates = case when n.attested_at = excluded.attested_at
                    then least(32, n.certificates + excluded.certificates - 2) else excluded.certificates end
            -- Somebody who waited for a statement about a newer attestation comes too late.
            where n.attested_at <= excluded.attested_at
            returning new.catalog_id, new.device_id,
                case when old.attested_at = new.attested_at then old.certificates else 2 end as before
        ), counted as (
            select g.*, g.nth + t.before <= 32 as within
            from good g
            join taken t on t.catalog_id = g.catalog_id and t.device_id = g.device_id
        ), recorded as (
            insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after, authority)
            select c.catalog_id, c.serial, c.device_id, c.usage, c.not_before, c.not_after, c.authority
            from counted c where c.within
        )
        select coalesce(array_agg(
                   case when c.within then 'RECORDED' when not c.within then 'TOO_MANY' else 'OVERTAKEN' end
                   order by p.position), '{}')
        from generate_series(1, cardinality(device_ids)) as p(position)
        left join counted c on c.position = p.position;
    end;

-- Before certificates of devices are revoked, in a statement before the one that looks which there are: waits for those that are being
-- recorded, which that statement then sees, and makes every later one come too late unless the device attests again.
create function fence_enrolments(of_catalog uuid, wanted bytea[], at timestamptz) returns void
    language sql security definer
    set search_path = public, pg_temp
    begin atomic
        insert into enrolment_count as n (catalog_id, device_id, attested_at, certificates)
        select of_catalog, w.device_id, at, 32 from (select distinct u as device_id from unnest(wanted) u) w
        order by w.device_id
        on conflict (catalog_id, device_id) do update
        set attested_at = greatest(n.attested_at, excluded.attested_at),
            certificates = case when n.attested_at > excluded.attested_at then n.certificates else 32 end;
    end;

create function fence_own_enrolments(wanted bytea[], at timestamptz) returns void
    language sql security definer
    set search_path = public, pg_temp
    begin atomic select fence_enrolments(current_catalog_id(), wanted, at); end;

revoke execute on function enrolment_applicants, record_enrolments, fence_enrolments, fence_own_enrolments from public;
grant execute on function enrolment_applicants, record_enrolments, fence_own_enrolments to holdfast_app;
