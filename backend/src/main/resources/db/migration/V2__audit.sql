-- The audit log, events, and idempotency keys. Rows with the nil GUID as catalog_id belong to the installation, not to a catalog.

-- The sequence number of the newest entry in each catalog's log. Sequence numbers have no gaps.
create table audit_counter (
    catalog_id uuid   primary key,
    last       bigint not null
);
call isolate_catalog('audit_counter', 'select, insert, update');
call open_to_owner('audit_counter', 'select');

create table audit_entry (
    catalog_id  uuid        not null,
    sequence    bigint      not null,
    at          timestamptz not null,
    actor       text        not null,
    -- Accounts of actor and approver at the identity provider, because names can change hands. The settings hold issuer, blank and subject.
    actor_issuer     text   default nullif(split_part(current_setting('holdfast.account', true), ' ', 1), ''),
    actor_subject    text   default nullif(substring(current_setting('holdfast.account', true) from ' (.*)'), ''),
    approver_issuer  text   default nullif(split_part(current_setting('holdfast.approver', true), ' ', 1), ''),
    approver_subject text   default nullif(substring(current_setting('holdfast.approver', true) from ' (.*)'), ''),
    action      text        not null,
    subject     text        not null,
    detail      text        not null,
    reason      text,
    -- Where the request came from. The connection pool sets this when the transaction of a request begins.
    address     text        default nullif(current_setting('holdfast.address', true), ''),
    agent       text        default nullif(current_setting('holdfast.agent', true), ''),
    correlation text        default nullif(current_setting('holdfast.correlation', true), ''),
    -- json, not jsonb: the hash of an entry covers the text as it was written.
    before      json,
    after       json,
    -- API token of the request; null without one. The setting holds its GUID, a blank and its name. Names may be reused, GUIDs are not.
    token       text        default nullif(substr(current_setting('holdfast.token', true), 38), ''),
    token_id    uuid        default nullif(left(current_setting('holdfast.token', true), 36), '')::uuid,
    primary key (catalog_id, sequence),
    constraint audit_entry_from_one check (sequence > 0),
    -- An entry in a bundle of tlog-tiles has at most 65,535 bytes. Escaping may double the size of texts, but not of JSON columns.
    -- The check uses stored sizes, because computing the lengths of texts costs more than storing the entry.
    constraint fits_a_bundle check (2 * pg_column_size(audit_entry.*)
        - coalesce(pg_column_size(before), 0) - coalesce(pg_column_size(after), 0) <= 60000)
);
-- The overview reads only entries of people. Attestations write far more entries than people do.
create index audit_entry_of_people on audit_entry (catalog_id, sequence desc) where actor <> 'system';
call isolate_catalog('audit_entry', 'select, insert');
call open_to_owner('audit_entry', 'select');

-- The Merkle log of each catalog (ADR 0021): the hashes at the right edge of the tree, and the newest checkpoint.
create table audit_tree (
    catalog_id uuid        primary key,
    size       bigint      not null check (size > 0),
    edge       bytea       not null,
    checkpoint text        not null,
    sealed_at  timestamptz not null,
    -- When a checkpoint was last copied into audit_checkpoint.
    kept_at    timestamptz not null
);
call isolate_catalog('audit_tree', 'select, insert, update');
call open_to_owner('audit_tree', 'select');

-- Complete tiles of 256 hashes. They never change.
create table audit_tile (
    catalog_id uuid     not null,
    level      smallint not null,
    index      bigint   not null,
    hashes     bytea    not null check (length(hashes) = 8192),
    primary key (catalog_id, level, index)
);
call isolate_catalog('audit_tile', 'select, insert');
alter table audit_tile alter column hashes set storage external;

-- Earlier checkpoints, at most one an hour.
create table audit_checkpoint (
    catalog_id uuid        not null,
    size       bigint      not null,
    at         timestamptz not null,
    checkpoint text        not null,
    primary key (catalog_id, size)
);
call isolate_catalog('audit_checkpoint', 'select, insert');

-- Events, each written in the transaction of the change that it describes. invalidated_kind and invalidated_key, a hash, name what
-- gateways must drop from their caches. Readers order by transaction id, because a lower sequence can become visible after a higher one.
create table outbox (
    catalog_id       uuid        not null,
    sequence         bigint      generated always as identity,
    transaction_id   xid8        not null default pg_current_xact_id(),
    at               timestamptz not null,
    kind             text        not null,
    subject          text        not null,
    payload          jsonb       not null,
    invalidated_kind text        check (invalidated_kind in ('GROUP_TARGET', 'DEVICE')),
    invalidated_key  text,
    -- Products and groups that the event was about when it happened; null for others, such as images.
    scopes           uuid[],
    primary key (catalog_id, sequence)
);
create index outbox_of_transaction on outbox (catalog_id, transaction_id);
create index outbox_invalidated on outbox (transaction_id, sequence) where invalidated_kind is not null;
call isolate_catalog('outbox', 'select, insert');
call open_to_owner('outbox', 'select', 'delete');

-- Responses to requests with an idempotency key (ADR 0026), kept for a day.
create table idempotency_key (
    catalog_id   uuid        not null,
    -- The caller: issuer and subject at the identity provider, and the actor in the audit log. A person and their API token are two actors.
    issuer       text        not null,
    subject      text        not null,
    actor        text        not null,
    key          text        not null check (length(key) between 1 and 255),
    -- SHA-256 of method, address, media type and body.
    fingerprint  bytea       not null check (length(fingerprint) = 32),
    begun_at     timestamptz not null,
    leased_until timestamptz not null,
    -- Null while the request is in progress.
    status       int,
    media_type   text,
    location     text,
    tag          text,
    -- Body of the response; null if the response had none, or if its body is not kept.
    answer       bytea,
    -- Distinguishes attempts under the same key.
    attempt      uuid        not null default gen_random_uuid(),
    -- Whether the request's change was committed. Set in the same transaction, so that it is right after a crash or a lost connection.
    committed    boolean     not null default false,
    primary key (catalog_id, issuer, subject, actor, key)
);
create index idempotency_key_age on idempotency_key (catalog_id, begun_at);
create unique index idempotency_key_attempt on idempotency_key (attempt);
call isolate_catalog('idempotency_key', 'select, insert, update, delete');
create policy owner_records_commit on idempotency_key to current_user
    using (attempt::text = current_setting('holdfast.attempt', true));

-- Marks the idempotency key of the request as used when its command writes an audit entry, as every command does. Fails if the attempt
-- was given up, or if another request has begun a new attempt.
create function mark_idempotency_key() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update idempotency_key k set committed = true where k.attempt = current_setting('holdfast.attempt')::uuid;
    if not found then
        raise exception 'the request was given up before it was done';
    end if;
    return null;
end
$$;
create trigger mark_idempotency_key after insert on audit_entry for each statement
    when (coalesce(current_setting('holdfast.attempt', true), '') <> '') execute function mark_idempotency_key();

-- Periods in which any backend ran: heartbeats extend the newest row, and the first one after an outage adds a row.
create table verifier_uptime (
    started_at timestamptz primary key,
    last_beat  timestamptz not null check (last_beat >= started_at)
);
create index verifier_uptime_newest on verifier_uptime (last_beat desc);
grant select, insert, update on verifier_uptime to holdfast_app;

-- Restores of this database from a backup. The owner of the schema adds a row before backends start. The first backend then gives manifest
-- sets new versions and sets applied_at.
create table database_restore (
    restored_at timestamptz primary key,
    -- Time of the backup.
    backup_at   timestamptz not null,
    applied_at  timestamptz
);
grant select, update (applied_at) on database_restore to holdfast_app;
