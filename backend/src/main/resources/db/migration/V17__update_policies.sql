-- Operators write policies of two kinds: attestation policies and update policies. A scope can have an active policy of each kind.
alter table policy_version drop constraint policy_version_pkey cascade;
alter table policy_version
    add column kind text not null default 'attestation' check (kind in ('attestation', 'update')),
    add primary key (catalog_id, kind, scope, scope_id, version);
alter table policy_active drop constraint policy_active_pkey;
alter table policy_active
    add column kind text not null default 'attestation',
    add primary key (catalog_id, kind, scope, scope_id),
    add foreign key (catalog_id, kind, scope, scope_id, version) references policy_version;
alter table policy_activation drop constraint policy_activation_pkey;
alter table policy_activation
    add column kind text not null default 'attestation',
    add primary key (catalog_id, kind, scope, scope_id, number);

alter table device_group
    -- IANA name of the time zone in which update policies have their windows, blackouts and deadlines.
    add column time_zone text not null default 'UTC';

alter table manifest_set
    -- Time of the first signature with this version. Deadlines of update policies count from it.
    add column offered_at timestamptz not null default now(),
    -- Until this time, devices may wait for a window, and need not run the release of the set, but the one of the set before; null for none.
    add column late_from timestamptz not null default '-infinity',
    add column previous_release_id uuid references os_release;

-- R__attestation.sql creates them again.
drop function if exists attestation_subjects(bytea[]);
