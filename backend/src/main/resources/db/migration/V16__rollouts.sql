-- Phased rollouts: a group has a current deployment, and at most one active rollout to the next one.

-- ---- deployments and devices -------------------------------------------------------------------------------------
-- When the deployment became the current one of its group. Null for the deployment of a rollout that has not completed.
alter table deployment add current_since timestamptz;
-- The owner sees the rows of all catalogs only without FORCE.
alter table deployment no force row level security;
update deployment set current_since = created_at;
alter table deployment force row level security;
create unique index deployment_current on deployment (catalog_id, group_id) where current_since is not null and superseded_at is null;

-- The deployment of a rollout has version 0 until its first set is signed.
create or replace function record_deployment_version() returns trigger language plpgsql as $$
begin
    insert into deployment_version (catalog_id, manifest_version, deployment_id)
    select new.catalog_id, new.manifest_version, new.deployment_id where new.manifest_version > 0
    on conflict do nothing;
    return null;
end
$$;

-- While set, no rollout of the catalog starts.
alter table catalog
    add rollouts_stopped_at     timestamptz,
    add rollouts_stopped_by     text,
    add rollouts_stopped_reason text,
    add constraint catalog_stop_is_whole
        check (num_nulls(rollouts_stopped_at, rollouts_stopped_by, rollouts_stopped_reason) in (0, 3));

-- Steps that devices report. update_code: received percent of DOWNLOADING, end of DEFERRED.
alter table device drop constraint device_update_step_check;
alter table device add constraint device_update_step_check check (update_step in
    ('', 'HELD', 'OFFERED', 'DOWNLOADING', 'STAGED', 'DEFERRED', 'INSTALLED', 'CONFIRMED', 'ATTESTED', 'FAILED', 'RETURNED'));
alter table device_count drop constraint device_count_measure_check;
alter table device_count add constraint device_count_measure_check check (measure in
    ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN', 'UNREACHABLE', 'INSTALLED', 'CONFIRMED', 'ATTESTED', 'FAILED', 'RETURNED'));
create or replace function device_measures(trust text, attested bigint, version bigint, step text)
    returns table (measure text, manifest_version bigint)
    language sql immutable parallel safe
    begin atomic
        select trust, 0::bigint
        union all select 'ATTESTED', attested where attested > 0
        union all select step, version where step in ('INSTALLED', 'CONFIRMED', 'FAILED', 'RETURNED') and version <> attested;
    end;

alter table device
    -- Place of the device in the rollouts of its catalog: see Member.
    add bucket smallint not null
        generated always as ((substr(sha256(uuid_send(catalog_id) || device_id), 1, 4)::bigint % 10000)::smallint) stored,
    add member_hash bigint not null
        generated always as (substr(sha256(uuid_send(catalog_id) || device_id), 5, 8)::bigint) stored,
    -- A pinned device is offered nothing until it is unpinned.
    add pinned_at     timestamptz,
    add pinned_by     text,
    add pinned_reason text,
    add constraint device_pin_is_whole check (num_nulls(pinned_at, pinned_by, pinned_reason) in (0, 3)),
    -- Deployment whose tentative reference values a moved device keeps until this time, or until it attests the target of its new group.
    add kept_deployment_id uuid,
    add kept_until         timestamptz,
    -- Time of the newest report about a crash of an application.
    add crashed_at timestamptz,
    -- Newest rollout that opened the device and of which it reported a step: phase that opened it, last step, and its time. Null before.
    -- rollout_step is empty after a person made the device retry. NOT_ATTESTED: came back without being trusted, or did not attest in time.
    -- SILENT: made no contact in time after it restarted. Steps after the end of the rollout do not count.
    add rollout_id    uuid,
    add rollout_phase int,
    add rollout_step  text not null default ''
        check (rollout_step in ('', 'HELD', 'OFFERED', 'DOWNLOADING', 'STAGED', 'DEFERRED', 'INSTALLED', 'CONFIRMED', 'ATTESTED', 'FAILED', 'RETURNED',
            'NOT_ATTESTED', 'SILENT')),
    add rollout_at    timestamptz,
    add constraint device_rollout_is_whole check (num_nulls(rollout_id, rollout_phase, rollout_at) in (0, 3));
create index device_bucket on device (catalog_id, group_id, bucket, member_hash);
create index device_crashed on device (catalog_id, group_id, crashed_at) where crashed_at is not null;
create index device_of_rollout on device (catalog_id, rollout_id, rollout_step, rollout_at) where rollout_id is not null;
create index device_pinned on device (catalog_id, device_id) where pinned_at is not null;

-- ---- rollouts ----------------------------------------------------------------------------------------------------
create table rollout (
    catalog_id             uuid        not null,
    rollout_id             uuid        not null,
    group_id               uuid        not null,
    -- Next deployment, and the current one when the rollout started. Null if it was deleted, or if there was none.
    deployment_id          uuid,
    previous_deployment_id uuid,
    state                  text        not null check (state in ('DRAFT', 'SCHEDULED', 'RUNNING', 'SOAKING', 'WAITING', 'HALTED', 'PAUSED',
        'ROLLING_BACK', 'COMPLETED', 'ABORTED')),
    state_since            timestamptz not null,
    -- SCHEDULED: earliest start. SOAKING: end of the soak time. WAITING: the question. HALTED: the rule and the numbers.
    start_at               timestamptz,
    soak_until             timestamptz,
    question               text,
    halt                   jsonb,
    -- Newest open phase, 0 before the first.
    phase                  int         not null default 0,
    -- Open devices: those in the arc of so many buckets from the seed and those listed by member_hash, without the excluded ones.
    seed                   int         not null check (seed between 0 and 9999),
    buckets                int         not null default 0 check (buckets between 0 and 10000),
    listed                 bigint[]    not null default '{}' check (cardinality(listed) <= 1000),
    excluded               bigint[]    not null default '{}' check (cardinality(excluded) <= 100),
    -- Version of the newest sets for open devices, 0 before the first, and all versions that such sets had.
    version                bigint      not null default 0,
    opened_versions        bigint[]    not null default '{}',
    rules                  jsonb       not null,
    -- Null without a limit.
    max_in_flight          bigint      check (max_in_flight > 0),
    attest_within          interval    not null default '24 hours',
    silent_after           interval    not null default '24 hours',
    emergency              boolean     not null default false,
    reason                 text        not null default '',
    created_at             timestamptz not null,
    created_by             text        not null,
    started_at             timestamptz,
    ended_at               timestamptz,
    -- When a person rolled the rollout back. Null if nobody did.
    rolled_back_at         timestamptz,
    -- After an end without completion, devices that the rollout opened may attest its images until this time.
    tentative_until        timestamptz,
    revision               bigint      not null default 1,
    primary key (catalog_id, rollout_id),
    foreign key (catalog_id, group_id) references device_group,
    foreign key (catalog_id, deployment_id) references deployment on delete set null (deployment_id),
    foreign key (catalog_id, previous_deployment_id) references deployment on delete set null (previous_deployment_id)
);
create unique index rollout_active on rollout (catalog_id, group_id) where state not in ('DRAFT', 'COMPLETED', 'ABORTED');
create index rollout_running on rollout (state) where state in ('SCHEDULED', 'RUNNING', 'SOAKING', 'WAITING', 'ROLLING_BACK');
-- Rollouts whose images the devices that they opened may attest.
create index rollout_values on rollout (catalog_id, group_id, (coalesce(tentative_until, 'infinity'::timestamptz)))
    where state not in ('DRAFT', 'COMPLETED');
create index rollout_newest on rollout (catalog_id, created_at desc);
create index rollout_of_group on rollout (catalog_id, group_id, created_at desc);
create trigger refuse_unassigned_group before insert on rollout
    for each row execute function refuse_unassigned_group('group_id');
call isolate_catalog('rollout', 'select, insert, update');
call open_to_owner('rollout', 'select');

create table rollout_phase (
    catalog_id      uuid     not null,
    rollout_id      uuid     not null,
    position        int      not null check (position between 1 and 10),
    kind            text     not null check (kind in ('PERCENT', 'COUNT', 'TAG', 'LIST')),
    -- PERCENT: 1 to 100. COUNT: number of devices.
    amount          int,
    tag             text,
    devices         bytea[]  check (cardinality(devices) between 1 and 1000),
    soak            interval not null,
    success_percent int      not null check (success_percent between 1 and 100),
    after           text     not null check (after in ('OPEN_NEXT', 'ASK_PERSON')),
    opened_at       timestamptz,
    -- Devices of the phase and of those before it: the length of the arc, and listed devices. Null before it opens. The rollout may open
    -- them step by step.
    buckets         int      check (buckets between 0 and 10000),
    hashes          bigint[] check (cardinality(hashes) <= 1000),
    -- When enough devices had attested.
    met_at          timestamptz,
    primary key (catalog_id, rollout_id, position),
    foreign key (catalog_id, rollout_id) references rollout on delete cascade,
    check (num_nulls(opened_at, buckets, hashes) in (0, 3)),
    check (case kind when 'TAG' then tag is not null when 'LIST' then devices is not null else amount is not null end)
);
call isolate_catalog('rollout_phase', 'select, insert, update, delete');
call open_to_owner('rollout_phase', 'select');

-- Devices that failed in a rollout. Kept after the rollout, unlike the columns of the table device.
create table rollout_failure (
    catalog_id uuid        not null,
    device_id  bytea       not null,
    rollout_id uuid        not null,
    phase      int         not null,
    step       text        not null check (step in ('FAILED', 'RETURNED', 'NOT_ATTESTED', 'SILENT')),
    -- Error of FAILED or RETURNED; reason code of NOT_ATTESTED, or not-attested-in-time.
    code       text        not null,
    at         timestamptz not null,
    primary key (catalog_id, device_id, rollout_id),
    foreign key (catalog_id, device_id) references device on delete cascade,
    foreign key (catalog_id, rollout_id) references rollout on delete cascade
);
create index rollout_failure_of_rollout on rollout_failure (catalog_id, rollout_id, step, code, device_id);
call isolate_catalog('rollout_failure', 'select, insert, update, delete');
call open_to_owner('rollout_failure', 'select', 'insert', 'update', 'delete');

-- ---- open devices ------------------------------------------------------------------------------------------------
-- Whether a rollout has opened a device.
create function rollout_has(seed int, buckets int, listed bigint[], excluded bigint[], bucket int, hash bigint) returns boolean
    language sql immutable parallel safe
    return ((bucket - seed + 10000) % 10000 < buckets or hash = any (listed)) and not hash = any (excluded);

-- Rollouts in whose groups the open devices have a target of their own. is_withheld: the gateways do not offer it.
create view active_rollout with (security_invoker = true) as
    select catalog_id, group_id, rollout_id, deployment_id, state, state in ('HALTED', 'PAUSED', 'ROLLING_BACK') as is_withheld, phase, seed,
        buckets, listed, excluded, version, opened_versions, emergency, revision
    from rollout
    where state not in ('DRAFT', 'COMPLETED', 'ABORTED') and version > 0;
grant select on active_rollout to holdfast_app;

-- The phase that opened a device of a rollout.
create function phase_of(of_catalog uuid, of_rollout uuid, bucket int, hash bigint) returns int
    language sql stable
    begin atomic
        select coalesce((
            select min(p.position) from rollout_phase p
            where p.catalog_id = r.catalog_id and p.rollout_id = r.rollout_id and p.opened_at is not null
              and ((bucket - r.seed + 10000) % 10000 < p.buckets or hash = any (p.hashes))), r.phase)
        from rollout r
        where r.catalog_id = of_catalog and r.rollout_id = of_rollout;
    end;

-- Copies a step of an open device about a set of its active rollout. A device that attested the images of the rollout stays attested
-- while it installs a later set, unless it returns. A failed device leaves that state only by another result or a new installation. An
-- untrusted device with the new images polls and may return. It stays NOT_ATTESTED, because that tells why, until it attests.
create function record_rollout_step() returns trigger language plpgsql as $$
declare
    active uuid;
begin
    -- Columns of old, because generated columns of new are not computed yet.
    select r.rollout_id into active from active_rollout r
    where r.catalog_id = old.catalog_id and r.group_id = new.group_id and new.update_version = any (r.opened_versions)
      and rollout_has(r.seed, r.buckets, r.listed, r.excluded, old.bucket, old.member_hash);
    if active is null then
        return new;
    end if;
    if new.rollout_id is distinct from active then
        new.rollout_id := active;
        new.rollout_phase := phase_of(old.catalog_id, active, old.bucket, old.member_hash);
        new.rollout_step := '';
        new.rollout_at := coalesce(new.update_at, now());
    end if;
    if new.rollout_step <> new.update_step and (new.update_step = 'ATTESTED'
        or new.update_step = 'RETURNED' and new.rollout_step <> 'NOT_ATTESTED'
        or new.rollout_step not in ('ATTESTED', 'FAILED', 'RETURNED', 'NOT_ATTESTED', 'SILENT')
        or new.rollout_step in ('FAILED', 'RETURNED', 'SILENT') and new.update_step in ('INSTALLED', 'CONFIRMED', 'FAILED'))
    then
        new.rollout_step := new.update_step;
        new.rollout_at := coalesce(new.update_at, now());
    end if;
    return new;
end
$$;
create trigger record_rollout_step before update on device for each row
    when ((old.update_version, old.update_step) is distinct from (new.update_version, new.update_step))
    execute function record_rollout_step();

-- ---- counters of rollouts ----------------------------------------------------------------------------------------
-- Number of devices by phase, as in device_count: TARGETED are the open devices, the others count by rollout_step. Frozen when the rollout
-- ends: HELD then includes devices that are held by their trust or by a pin. Triggers append changes, compact_device_counts folds them, and
-- readers sum both tables. Opening devices appends TARGETED.
create table rollout_count (
    catalog_id uuid   not null,
    rollout_id uuid   not null,
    phase      int    not null,
    measure    text   not null check (measure in
        ('TARGETED', 'HELD', 'OFFERED', 'DOWNLOADING', 'STAGED', 'DEFERRED', 'INSTALLED', 'CONFIRMED', 'ATTESTED', 'FAILED', 'RETURNED',
        'NOT_ATTESTED', 'SILENT')),
    devices    bigint not null,
    primary key (catalog_id, rollout_id, phase, measure)
);
call isolate_catalog('rollout_count', 'select, insert, update, delete');

create table rollout_count_change (
    catalog_id uuid   not null,
    change_id  bigint generated always as identity,
    rollout_id uuid   not null,
    phase      int    not null,
    measure    text   not null,
    devices    bigint not null,
    primary key (catalog_id, change_id)
);
call isolate_catalog('rollout_count_change', 'select, insert, update, delete');
call open_to_owner('rollout_count_change', 'insert');

create view current_rollout_count with (security_invoker = true) as
    select catalog_id, rollout_id, phase, measure, sum(devices)::bigint as devices
    from (
        select catalog_id, rollout_id, phase, measure, devices from rollout_count
        union all
        select catalog_id, rollout_id, phase, measure, devices from rollout_count_change
    ) all_counts
    group by catalog_id, rollout_id, phase, measure;
grant select on current_rollout_count to holdfast_app;

-- Counts a device whose step in an active rollout changed, and keeps its failure. A row trigger, so that attestations without a new step
-- cost nothing.
create function count_rollout_step() returns trigger language plpgsql as $$
begin
    insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
    select c.catalog_id, c.rollout_id, c.phase, c.step, c.devices
    from (values (old.catalog_id, old.rollout_id, old.rollout_phase, old.rollout_step, -1),
                 (new.catalog_id, new.rollout_id, new.rollout_phase, new.rollout_step, 1)) c(catalog_id, rollout_id, phase, step, devices)
    join active_rollout r on r.catalog_id = c.catalog_id and r.rollout_id = c.rollout_id
    where c.step <> '';
    if new.rollout_step in ('FAILED', 'RETURNED', 'NOT_ATTESTED', 'SILENT') then
        insert into rollout_failure as f (catalog_id, device_id, rollout_id, phase, step, code, at)
        values (new.catalog_id, new.device_id, new.rollout_id, new.rollout_phase, new.rollout_step, case new.rollout_step
            -- Either an attestation is the failure, or there was none in time.
            when 'NOT_ATTESTED' then case when new.rollout_at = new.last_attestation then new.reason_code else 'not-attested-in-time' end
            when 'SILENT' then '' else new.update_code end, new.rollout_at)
        on conflict (catalog_id, device_id, rollout_id) do update
            set phase = excluded.phase, step = excluded.step, code = excluded.code, at = excluded.at;
    elsif old.rollout_step in ('FAILED', 'RETURNED', 'NOT_ATTESTED', 'SILENT') then
        delete from rollout_failure f using active_rollout r
        where f.catalog_id = old.catalog_id and f.device_id = old.device_id and f.rollout_id = old.rollout_id
          and r.catalog_id = f.catalog_id and r.rollout_id = f.rollout_id;
    end if;
    return null;
end
$$;
create trigger count_rollout_step after update on device for each row
    when ((old.rollout_id, old.rollout_phase, old.rollout_step) is distinct from (new.rollout_id, new.rollout_phase, new.rollout_step))
    execute function count_rollout_step();

create or replace function count_devices() returns trigger language plpgsql as $$
declare
    sign int := case tg_op when 'INSERT' then 1 else -1 end;
begin
    insert into device_count_change (catalog_id, group_id, measure, manifest_version, devices)
    select d.catalog_id, d.group_id, m.measure, m.manifest_version, sign * count(*)
    from counted d, device_measures(d.trust, d.attested_manifest, d.update_version, d.update_step) m
    group by d.catalog_id, d.group_id, m.measure, m.manifest_version
    union all
    select d.catalog_id, d.group_id, 'UNREACHABLE', 0, sign * count(*) from counted d where d.unreachable
    group by d.catalog_id, d.group_id;
    -- Devices that join or leave a group with an active rollout.
    insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
    select o.catalog_id, o.rollout_id, o.phase, 'TARGETED', sign * count(*)
    from (
        select r.catalog_id, r.rollout_id, phase_of(r.catalog_id, r.rollout_id, d.bucket, d.member_hash) as phase
        from counted d join active_rollout r on r.catalog_id = d.catalog_id and r.group_id = d.group_id
        where rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
    ) o
    group by o.catalog_id, o.rollout_id, o.phase
    union all
    select d.catalog_id, d.rollout_id, d.rollout_phase, d.rollout_step, sign * count(*)
    from counted d join active_rollout r on r.catalog_id = d.catalog_id and r.rollout_id = d.rollout_id
    where d.rollout_step <> ''
    group by d.catalog_id, d.rollout_id, d.rollout_phase, d.rollout_step;
    return null;
end
$$;

-- R__attestation.sql creates it again.
drop function if exists attestation_subjects(bytea[]);

-- ---- manifest sets -----------------------------------------------------------------------------------------------
-- Two cohorts: NEXT for the devices that the active rollout has opened, CURRENT for all others. All sets of a cohort have the same version.
alter table manifest_set
    add cohort          text    not null default 'CURRENT' check (cohort in ('CURRENT', 'NEXT')),
    add rollout_id      uuid,
    -- NEXT: the MemberList of the rollout's open devices, of which the set contains the digest.
    add audience_list   bytea,
    -- SHA-256 of earlier sets of this version, newest first, at most 16. They differ only in times, audience, and keys.
    add earlier_digests bytea[] not null default '{}',
    add constraint manifest_set_of_cohort check (case cohort when 'NEXT' then num_nulls(rollout_id, audience_list) = 0
        else num_nulls(rollout_id, audience_list) = 2 end),
    add foreign key (catalog_id, rollout_id) references rollout,
    drop constraint manifest_set_pkey,
    add primary key (catalog_id, group_id, part, cohort);
