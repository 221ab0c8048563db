-- Attestation policies of catalogs, products and groups, their replays, and acts that need a second person.

-- A version's text never changes. scope_id is the GUID of the catalog, the product or the group.
create table policy_version (
    catalog_id uuid        not null references catalog,
    scope      text        not null check (scope in ('CATALOG', 'PRODUCT', 'GROUP')),
    scope_id   uuid        not null,
    version    int         not null check (version > 0),
    title      text        not null,
    policy     text        not null,
    cases      text        not null,
    rules      int         not null,
    case_count int         not null,
    comment    text        not null,
    author     text        not null,
    saved_at   timestamptz not null,
    primary key (catalog_id, scope, scope_id, version)
);

-- What decides now: at most one version a scope; none: the next scope above decides.
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

-- Counts what decides: a replay says something about the revision in which it ran.
create table policy_revision (
    catalog_id uuid   primary key,
    revision   bigint not null
);

create table policy_replay (
    catalog_id         uuid        not null,
    replay_id          uuid        not null,
    scope              text        not null,
    scope_id           uuid        not null,
    -- 0: what decides when the scope has no policy of its own.
    version            int         not null,
    state              text        not null check (state in ('RUNNING', 'FINISHED', 'CANCELLED', 'OVERTAKEN')),
    started_by         text        not null,
    started_at         timestamptz not null,
    finished_at        timestamptz,
    from_time          timestamptz not null,
    policy_revision    bigint      not null,
    reference_revision bigint      not null,
    os_revision        bigint      not null,
    -- What decides where it is about, and what would: a version of a policy each; null for the one that ships.
    compared_scope     text,
    compared_scope_id  uuid,
    compared_version   int,
    candidate_scope    text,
    candidate_scope_id uuid,
    candidate_version  int,
    devices_in_all     bigint      not null,
    devices_done       bigint      not null default 0,
    devices_changed    bigint      not null default 0,
    devices_silent     bigint      not null default 0,
    evidences          bigint      not null default 0,
    unreadable         bigint      not null default 0,
    -- How far it is; and which backend is at it, until when the others leave it alone.
    cursor             bytea       not null default '',
    runner             uuid,
    leased_until       timestamptz not null,
    primary key (catalog_id, replay_id)
);
create index policy_replay_of_scope on policy_replay (catalog_id, scope, scope_id, started_at desc);
create index policy_replay_running on policy_replay (leased_until) where state = 'RUNNING';

-- Devices by what was and what would be decided; UNKNOWN twice for those that stored no evidence.
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
    evidences         int         not null,
    evidences_changed int         not null,
    primary key (catalog_id, replay_id, device_id),
    foreign key (catalog_id, replay_id) references policy_replay
);

-- An act that needs a second person. What to do is in payload, for the feature that the act belongs to.
create table approval (
    catalog_id   uuid        not null references catalog,
    approval_id  uuid        not null,
    act          text        not null,
    subject      text        not null,
    summary      text        not null,
    payload      jsonb       not null,
    state        text        not null check (state in ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED')),
    requested_by text        not null,
    -- Whose work it is beside theirs who ask: they may not approve it either. Lower case.
    barred       text[]      not null,
    requested_at timestamptz not null,
    expires_at   timestamptz not null,
    comment      text        not null,
    decided_by   text,
    decided_at   timestamptz,
    answer       text,
    primary key (catalog_id, approval_id)
);
create index approval_newest on approval (catalog_id, requested_at desc);
-- One at a time: two that wait for the same thing would race.
create unique index approval_pending on approval (catalog_id, act, subject) where state = 'PENDING';

create table approval_rule (
    catalog_id uuid not null references catalog,
    act        text not null,
    primary key (catalog_id, act)
);

-- The history of what decided, also the way back.
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

do $$
declare
    walled text;
begin
    foreach walled in array array['policy_version', 'policy_active', 'policy_revision', 'policy_replay',
        'policy_replay_count', 'policy_replay_change', 'approval', 'approval_rule', 'policy_activation']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy own_catalog on %I using (catalog_id = current_catalog_id())', walled);
        execute format('grant select, insert, update on %I to holdfast_app', walled);
    end loop;
    -- What attestation_subjects and policy_replays_waiting need as the owner.
    foreach walled in array array['policy_active', 'policy_replay']
    loop
        execute format('create policy owner_looks on %I for select to current_user using (true)', walled);
    end loop;
end
$$;
revoke update on policy_version, policy_activation, policy_replay_change from holdfast_app;
grant delete on policy_active, policy_replay_change, approval_rule to holdfast_app;

-- Which replays nobody is at, the one that waits longest first.
create function policy_replays_waiting(now timestamptz) returns table (catalog_id uuid, replay_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select r.catalog_id, r.replay_id from policy_replay r
        where r.state = 'RUNNING' and r.leased_until <= now
        order by r.leased_until limit 20;
    end;
revoke execute on function policy_replays_waiting(timestamptz) from public;
grant execute on function policy_replays_waiting(timestamptz) to holdfast_app;
