-- Functions for authorities and certificates.

-- ---- authorities ---------------------------------------------------------------------------------------------------
-- Lifetime of a catalog's device certificates in hours.
create or replace function certificate_hours(of_catalog uuid) returns int
    language sql stable
    return coalesce((select l.hours from certificate_lifetime l where l.catalog_id = of_catalog), 24);

-- Catalogs with authorities to create or announce: a catalog has no authority except revoked ones, its newest expires before a time, or an
-- event must be sent because an authority began to sign or expired.
create or replace function authorities_due(now_is timestamptz, ending_before timestamptz) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.catalog_id from catalog c
        left join lateral (
            select max(a.not_after) filter (where a.revoked_at is null) as newest_end,
                   bool_or(a.activation_notified_at is null and a.active_from <= now_is and a.revoked_at is null) as begins,
                   bool_or(a.expiry_notified_at is null and a.not_after <= now_is) as ends
            from catalog_authority a where a.catalog_id = c.catalog_id
        ) due on true
        where c.deleted_at is null and (due.newest_end is null or due.newest_end < ending_before or due.begins or due.ends);
    end;

-- Catalogs whose image key expires before a time.
create or replace function image_keys_due(ending_before timestamptz) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select k.catalog_id from image_key k join catalog c on c.catalog_id = k.catalog_id
        where k.replaced_at is null and k.expires_at < ending_before and c.deleted_at is null;
    end;

-- The catalog of an authority, and when the authority was revoked.
create or replace function authority_directory(wanted uuid) returns table (catalog_id uuid, revoked_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select a.catalog_id, a.revoked_at from catalog_authority a where a.authority_id = wanted; end;

-- Unexpired authorities of catalogs that a policy authority certified, with time and cause of their revocation.
create or replace function authorities_certified_by(policy uuid) returns table (serial bytea, at timestamptz, cause text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select a.serial, a.revoked_at, case when a.revoked_at is not null then 'CESSATION_OF_OPERATION' end
        from catalog_authority a where a.policy_id = policy and a.not_after > now()
        order by a.serial;
    end;

-- ---- enrolment (EST) -------------------------------------------------------------------------------------------------
-- These functions read all catalogs and use generic plans. R__attestation.sql explains why.

-- Returns devices that request certificates, with their newest attestation in their catalog. A device without a row is not endorsed. trust:
-- that of the newest attestation; UNKNOWN if the device's row differs. revocation: why the endorsement was revoked. blocked: why the device
-- was blocked. A device whose certificate was revoked must attest before it gets another one.
create or replace function enrolment_applicants(wanted bytea[])
    returns table (device_id bytea, general_key bytea, catalog_id uuid, revocation text, blocked text, trust text,
        attested_at timestamptz, evidence bytea, certificate_revoked boolean, requires_post_quantum boolean)
    language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    begin atomic
        select e.device_id, e.general_key, d.catalog_id,
               coalesce('the manufacturer ' || e.manufacturer || ' was revoked: ' || mr.reason,
                   'the endorsement of the chip was revoked: ' || cr.reason),
               d.blocked_reason,
               case when n.at = d.last_attestation and n.trust = d.trust then d.trust else 'UNKNOWN' end,
               n.at, n.evidence, exists (
                   select 1 from certificate_revocation r
                   where r.catalog_id = d.catalog_id and r.device_id = d.device_id and r.revoked_at >= n.at
               ), coalesce(g.requires_post_quantum, false)
        from (select distinct w.device_id from unnest(wanted) as w(device_id)) w
        join endorsement e on e.device_id = w.device_id
        left join manufacturer_revocation mr on mr.manufacturer = e.manufacturer
        left join chip_revocation cr on cr.device_id = e.device_id
        left join device_catalog c on c.device_id = e.device_id
        left join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id
        left join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
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

-- Records certificates; returns RECORDED, SUPERSEDED or TOO_MANY for each. Superseded: the attestation is not the device's newest or not trusted any
-- more, the device left the catalog, was blocked or lost a certificate, or its endorsement was revoked. Too many: more than 32 for one attestation,
-- including the two that come with its result. device.certificate_expires does not change, because these certificates expire with those two.
create or replace function record_enrolments(issued json) returns text[]
    language sql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    begin atomic
        with handed as materialized (
            select * from rows from (json_to_recordset(issued) as (catalog_id uuid, device_id bytea, attested_at timestamptz,
                serial bytea, usage text, not_before timestamptz, not_after timestamptz, authority int)) with ordinality
            as h(catalog_id, device_id, attested_at, serial, usage, not_before, not_after, authority, position)
        ), good as (
            select h.*, row_number() over (partition by h.catalog_id, h.device_id order by h.position) as nth
            from handed h
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
            -- Adds no row if a newer attestation of the device is already counted. Its requests are then SUPERSEDED.
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
                   case when c.within then 'RECORDED' when not c.within then 'TOO_MANY' else 'SUPERSEDED' end
                   order by p.position), '{}')
        from handed p left join counted c on c.position = p.position;
    end;

-- Call this in a statement before the one that revokes certificates of devices. Waits for enrolments in progress, so that the next
-- statement sees their certificates. Sets the count to the maximum of 32, so that later enrolments fail until the device attests again.
create or replace function fence_enrolments(of_catalog uuid, wanted bytea[], at timestamptz) returns void
    language sql security definer set search_path = public, pg_temp
    begin atomic
        insert into enrolment_count as n (catalog_id, device_id, attested_at, certificates)
        select of_catalog, w.device_id, at, 32 from (select distinct u as device_id from unnest(wanted) u) w
        order by w.device_id
        on conflict (catalog_id, device_id) do update
        set attested_at = greatest(n.attested_at, excluded.attested_at),
            certificates = case when n.attested_at > excluded.attested_at then n.certificates else 32 end;
    end;

-- The same for devices of the current catalog.
create or replace function fence_own_enrolments(wanted bytea[], at timestamptz) returns void
    language sql security definer set search_path = public, pg_temp
    begin atomic select fence_enrolments(current_catalog_id(), wanted, at); end;

revoke execute on function authorities_due, image_keys_due, authority_directory, authorities_certified_by, enrolment_applicants, record_enrolments,
    fence_enrolments, fence_own_enrolments from public;
grant execute on function authorities_due, image_keys_due, authority_directory, authorities_certified_by, enrolment_applicants, record_enrolments,
    fence_own_enrolments to holdfast_app;
