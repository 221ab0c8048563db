-- Reference values, attestations, anomalies, attestation policies and their replays.

-- Reference values, one row per image. Images with a retired value no longer match.
create table reference_value (
    catalog_id       uuid        not null references catalog,
    component_id     uuid        not null,
    image_id         uuid        not null,
    type             text        not null,
    name             text        not null,
    digest           bytea       not null check (length(digest) = 32),
    security_version bigint      not null,
    uploaded_at      timestamptz not null,
    retired_at       timestamptz,
    origin           text        not null default 'UPLOAD' check (origin in ('UPLOAD', 'FEED', 'IMPORT')),
    added_by         text        not null default '',
    -- If true, counts only for devices whose group's current deployment contains the image.
    tentative        boolean     not null default false,
    retired_by       text        not null default '',
    retired_reason   text        not null default '',
    primary key (catalog_id, component_id, image_id)
);
call isolate_catalog('reference_value', 'select, insert, update');

-- Incremented with every change of a catalog's reference values, in the same transaction. Caches are stale when the number differs.
create table reference_revision (
    catalog_id uuid   primary key,
    revision   bigint not null
);
call isolate_catalog('reference_revision', 'select, insert, update');
call open_to_owner('reference_revision', 'select');

create function count_reference_revision() returns trigger language plpgsql as $$
begin
    insert into reference_revision as r (catalog_id, revision)
    select distinct catalog_id, 1 from changed
    on conflict (catalog_id) do update set revision = r.revision + 1;
    return null;
end
$$;
create trigger reference_value_added after insert on reference_value
    referencing new table as changed for each statement execute function count_reference_revision();
create trigger reference_value_changed after update on reference_value
    referencing new table as changed for each statement execute function count_reference_revision();

-- ---- attestations --------------------------------------------------------------------------------------------------
-- Measurements and the part of the evidence that many attestations share, stored once per catalog.
create table attested_state (
    catalog_id    uuid  not null,
    -- SHA-256 of measurements and evidence_part.
    state_id      bytea not null check (length(state_id) = 32),
    -- One entry per image: expected, reported, verdict.
    measurements  jsonb not null,
    evidence_part bytea not null,
    -- The last day (UTC) on which a device attested it.
    used_on       date  not null,
    primary key (catalog_id, state_id)
);
call isolate_catalog('attested_state', 'select, insert');
call open_to_owner('attested_state', 'select', 'insert', 'update');
create policy owner_delete on attested_state for delete to current_user using (catalog_id = current_catalog_id());

create table attestation (
    catalog_id     uuid        not null,
    device_id      bytea       not null,
    attestation_id bigint      generated always as identity,
    at             timestamptz not null,
    trust          text        not null check (trust in ('TRUSTED', 'OUTDATED', 'UNTRUSTED')),
    policy_id      text        not null,
    policy_version int         not null,
    findings       jsonb       not null,
    state_id       bytea       not null,
    boot_count     bigint      not null,
    debug_state    text        not null,
    remote_address text        not null,
    nonce          bytea       not null check (length(nonce) = 32),
    -- The evidence without the state's evidence_part, which is cut out at the offset evidence_cut.
    evidence       bytea       not null,
    evidence_cut   int         not null default 0,
    result         bytea       not null,
    -- A list of DeviationView; null if there are none.
    deviations     jsonb,
    primary key (catalog_id, device_id, attestation_id)
);
-- Each nonce can be used once.
create unique index attestation_nonce on attestation (catalog_id, nonce);
create index attestation_by_time on attestation (catalog_id, at);
-- Replays read only the evidence of many attestations, so in long rows other columns are moved out of line first.
alter table attestation alter column evidence set storage main;
call isolate_catalog('attestation', 'select, insert');
call open_to_owner('attestation', 'select', 'insert');
create policy owner_update on attestation for update to current_user using (catalog_id = current_catalog_id());
create policy owner_delete on attestation for delete to current_user using (catalog_id = current_catalog_id());

-- Highest counters that a device has attested, to compare with its next evidence. The boot count is in the table device.
create table attested_version (
    catalog_id        uuid   not null,
    device_id         bytea  not null,
    keystore_version  bigint not null,
    -- Maps a component GUID to its highest security version, or to an array of that version and its fuse: see AttestedCounters.
    security_versions jsonb  not null,
    -- Boots and networks of earlier attestations: see BootTrace.
    trace             jsonb  not null default '{}',
    primary key (catalog_id, device_id)
);
call isolate_catalog('attested_version', 'select, insert, update');
call open_to_owner('attested_version', 'select', 'insert', 'update');

-- Days for which a catalog keeps attestations; 90 without a row.
create table attestation_retention (
    catalog_id uuid        primary key,
    days       int         not null check (days between 1 and 3650),
    changed_at timestamptz not null,
    changed_by text        not null
);
call isolate_catalog('attestation_retention', 'select, insert, update');

-- Anomalies: one row per device and kind, however often it recurs, so that the table stays small.
create table anomaly (
    catalog_id       uuid        not null,
    device_id        bytea       not null,
    kind             text        not null,
    first_seen       timestamptz not null,
    last_seen        timestamptz not null,
    count            bigint      not null check (count > 0),
    detail           text        not null,
    remote_address   text        not null,
    -- A dismissed anomaly opens again if it recurs; one of the kind UPDATE_WITHHELD only a day after the dismissal.
    dismissed_at     timestamptz,
    dismissed_by     text        not null default '',
    dismissed_reason text        not null default '',
    primary key (catalog_id, device_id, kind)
);
create index anomaly_newest on anomaly (catalog_id, last_seen desc);
call isolate_catalog('anomaly', 'select, insert, update');
call open_to_owner('anomaly', 'select', 'insert', 'update');

-- ---- policies ------------------------------------------------------------------------------------------------------
-- Versions of attestation policies, which never change. scope_id is the GUID of the catalog, product or group.
create table policy_version (
    catalog_id     uuid        not null references catalog,
    scope          text        not null check (scope in ('CATALOG', 'PRODUCT', 'GROUP')),
    scope_id       uuid        not null,
    version        int         not null check (version > 0),
    title          text        not null,
    policy         text        not null,
    cases          text        not null,
    rules          int         not null,
    case_count     int         not null,
    comment        text        not null,
    author         text        not null,
    saved_at       timestamptz not null,
    -- The author's id at the identity provider, because names can change.
    author_issuer  text,
    author_subject text,
    primary key (catalog_id, scope, scope_id, version)
);
create trigger refuse_unassigned_group before insert on policy_version
    for each row execute function refuse_unassigned_group('scope_id');
call isolate_catalog('policy_version', 'select, insert');

-- The active version of each scope. Without one, the policy of the next higher scope applies.
create table policy_active (
    catalog_id   uuid        not null,
    scope        text        not null,
    scope_id     uuid        not null,
    version      int         not null,
    activated_at timestamptz not null,
    activated_by text        not null,
    primary key (catalog_id, scope, scope_id),
    foreign key (catalog_id, scope, scope_id, version) references policy_version
);
call isolate_catalog('policy_active', 'select, insert, update, delete');
call open_to_owner('policy_active', 'select');

-- Activations of policies, numbered from 1 in each scope. Version 0 stands for no policy. A rollback is also a row:
-- it restores previous_version of the newest activation that was not rolled back.
create table policy_activation (
    catalog_id       uuid        not null,
    scope            text        not null,
    scope_id         uuid        not null,
    number           int         not null,
    version          int         not null,
    previous_version int         not null,
    rollback         boolean     not null,
    at               timestamptz not null,
    requested_by     text        not null,
    approved_by      text,
    replay_id        uuid,
    comment          text        not null,
    primary key (catalog_id, scope, scope_id, number)
);
call isolate_catalog('policy_activation', 'select, insert');

-- Incremented with every change of the active policies. The result of a replay is valid for one revision.
create table policy_revision (
    catalog_id uuid   primary key,
    revision   bigint not null
);
call isolate_catalog('policy_revision', 'select, insert, update');

create table policy_replay (
    catalog_id               uuid        not null,
    replay_id                uuid        not null,
    scope                    text        not null,
    scope_id                 uuid        not null,
    -- The candidate version; 0 to replay the removal of the policy.
    version                  int         not null,
    state                    text        not null check (state in ('RUNNING', 'FINISHED', 'CANCELLED', 'SUPERSEDED', 'FAILED')),
    started_by               text        not null,
    started_at               timestamptz not null,
    finished_at              timestamptz,
    from_time                timestamptz not null,
    policy_revision          bigint      not null,
    reference_revision       bigint      not null,
    os_revision              bigint      not null,
    -- The policies that the replay compares: the one that applies and the one that would apply. Null for the shipped policy.
    compared_scope           text,
    compared_scope_id        uuid,
    compared_version         int,
    candidate_scope          text,
    candidate_scope_id       uuid,
    candidate_version        int,
    devices_total            bigint      not null,
    devices_done             bigint      not null default 0,
    devices_changed          bigint      not null default 0,
    devices_without_evidence bigint      not null default 0,
    evidence_count           bigint      not null default 0,
    unreadable               bigint      not null default 0,
    -- cursor: the last finished device. runner: the backend that holds the lease. attempts: starts of the page after the cursor.
    cursor                   bytea       not null default '',
    runner                   uuid,
    leased_until             timestamptz not null,
    attempts                 int         not null default 0,
    -- Reason why the replay failed, as a sentence.
    failure                  text,
    primary key (catalog_id, replay_id)
);
create index policy_replay_of_scope on policy_replay (catalog_id, scope, scope_id, started_at desc);
create index policy_replay_running on policy_replay (leased_until) where state = 'RUNNING';
call isolate_catalog('policy_replay', 'select, insert, update');
call open_to_owner('policy_replay', 'select');

-- Number of devices by trust under the active and the candidate policy; UNKNOWN under both for devices without evidence.
create table policy_replay_count (
    catalog_id uuid   not null,
    replay_id  uuid   not null,
    group_id   uuid   not null,
    from_trust text   not null,
    to_trust   text   not null,
    devices    bigint not null,
    primary key (catalog_id, replay_id, group_id, from_trust, to_trust),
    foreign key (catalog_id, replay_id) references policy_replay
);
call isolate_catalog('policy_replay_count', 'select, insert, update');

-- Devices for which the policies differ. from_trust, to_trust, at, rule, dropped, subject and reason describe the newest difference; newest
-- tells whether it is in the device's newest evidence. evidence_changed of evidence_count decided pieces have a difference.
create table policy_replay_change (
    catalog_id        uuid        not null,
    replay_id         uuid        not null,
    device_id         bytea       not null,
    group_id          uuid        not null,
    from_trust        text        not null,
    to_trust          text        not null,
    at                timestamptz not null,
    newest            boolean     not null,
    rule              text        not null,
    dropped           boolean     not null,
    subject           text        not null,
    reason            text        not null,
    evidence_count    int         not null,
    evidence_changed  int         not null,
    primary key (catalog_id, replay_id, device_id),
    foreign key (catalog_id, replay_id) references policy_replay
);
call isolate_catalog('policy_replay_change', 'select, insert, delete');
