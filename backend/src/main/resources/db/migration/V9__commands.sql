-- Jobs, approvals and capability files.

-- ---- jobs --------------------------------------------------------------------------------------------------------
-- Jobs, which run one operation on up to 100,000 devices. A job selects its devices when it starts, and runs page by page.
create table device_job (
    catalog_id     uuid        not null,
    job_id         uuid        not null,
    operation      text        not null check (operation in ('MOVE', 'TAG', 'CLAIM', 'BLOCK', 'UNBLOCK')),
    state          text        not null check (state in ('RUNNING', 'FINISHED', 'CANCELLED', 'FAILED')),
    -- A JobSpec, for the feature that runs the job.
    spec           jsonb       not null,
    filter         text,
    reason         text        not null default '',
    -- The initiator. Every page checks that they are still allowed to do this.
    started_by     text        not null,
    issuer         text        not null,
    subject        text        not null,
    member_of      text[]      not null,
    token          bytea,
    started_at     timestamptz not null,
    finished_at    timestamptz,
    devices_total  bigint      not null default 0,
    changed        bigint      not null default 0,
    unchanged      bigint      not null default 0,
    refused        bigint      not null default 0,
    -- The next page, the backend that runs it, the end of its lease, and the number of starts of this page.
    page           int         not null default 0,
    runner         uuid,
    leased_until   timestamptz not null,
    attempts       int         not null default 0,
    failure        text,
    -- Groups that devices moved from and to, for the audit entry. Bounded.
    moves          jsonb       not null default '{}',
    -- Where the request came from, for audit entries of later pages.
    address        text        default nullif(current_setting('holdfast.address', true), ''),
    agent          text        default nullif(current_setting('holdfast.agent', true), ''),
    correlation    text        default nullif(current_setting('holdfast.correlation', true), ''),
    used_token     text        default nullif(current_setting('holdfast.token', true), ''),
    account        text        default nullif(current_setting('holdfast.account', true), ''),
    primary key (catalog_id, job_id)
);
create index device_job_newest on device_job (catalog_id, started_at desc);
create index device_job_running on device_job (leased_until) where state = 'RUNNING';
call isolate_catalog('device_job', 'select, insert, update, delete');
call open_to_owner('device_job', 'select');

-- Devices in the order of their ids. Deleted when the job ends.
create table device_job_page (
    catalog_id uuid    not null,
    job_id     uuid    not null,
    page       int     not null,
    device_ids bytea[] not null,
    primary key (catalog_id, job_id, page),
    foreign key (catalog_id, job_id) references device_job on delete cascade
);
call isolate_catalog('device_job_page', 'select, insert, update, delete');

create table device_job_refusal (
    catalog_id uuid  not null,
    job_id     uuid  not null,
    device_id  bytea not null,
    code       text  not null,
    reason     text  not null,
    primary key (catalog_id, job_id, device_id),
    foreign key (catalog_id, job_id) references device_job on delete cascade
);
call isolate_catalog('device_job_refusal', 'select, insert, update, delete');

-- ---- approvals ---------------------------------------------------------------------------------------------------
-- Requested and decided approvals of commands. The payload is the command, for the feature that runs it.
create table approval (
    catalog_id       uuid        not null references catalog,
    approval_id      uuid        not null,
    operation        text        not null,
    subject          text        not null,
    -- The part of the subject that the request is about, such as a certificate of a device. Empty for all of it.
    part             text        not null default '',
    summary          text        not null,
    payload          jsonb       not null,
    state            text        not null check (state in ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED')),
    requested_by     text        not null,
    -- Authors of the policy, who cannot approve it: by name in lower case if the subject is unknown, else by issuer, blank and id.
    author_names     text[]      not null,
    author_subjects  text[]      not null default '{}',
    requested_at     timestamptz not null,
    expires_at       timestamptz not null,
    comment          text        not null,
    decided_by       text,
    decided_at       timestamptz,
    decision_comment text,
    -- A ProposedPolicy, as it was when the request was made; null for other commands.
    policy           jsonb,
    -- What the approver sees.
    effect           text[]      not null default '{}',
    -- The command runs only if the requester still has the role for it and the API token of the request (its hash) is still valid.
    requester        jsonb       not null,
    product_id       uuid,
    group_id         uuid,
    token            bytea       check (length(token) = 32),
    -- Where the request came from, for the audit entry of the command.
    address          text        default nullif(current_setting('holdfast.address', true), ''),
    agent            text        default nullif(current_setting('holdfast.agent', true), ''),
    correlation      text        default nullif(current_setting('holdfast.correlation', true), ''),
    used_token       text        default nullif(current_setting('holdfast.token', true), ''),
    account          text        default nullif(current_setting('holdfast.account', true), ''),
    primary key (catalog_id, approval_id)
);
create index approval_newest on approval (catalog_id, requested_at desc);
create index approval_waiting on approval (expires_at) where state = 'PENDING';
create unique index approval_pending on approval (catalog_id, operation, subject, part) where state = 'PENDING';
call isolate_catalog('approval', 'select, insert, update');
call open_to_owner('approval', 'select');

-- Commands that need an approval in a catalog.
create table approval_rule (
    catalog_id uuid not null references catalog,
    operation  text not null,
    primary key (catalog_id, operation)
);
call isolate_catalog('approval_rule', 'select, insert, update, delete');

-- Capability files, which open one device for a while. A file is signed at each download, so no signed file is stored.
create table capability_file (
    catalog_id        uuid        not null references catalog,
    -- The image GUID in the file.
    file_id           uuid        not null,
    device_id         bytea       not null check (length(device_id) = 64),
    -- Capability numbers; empty in a file that removes all capabilities.
    capabilities      int[]       not null,
    reason            text        not null,
    issued_by         text        not null,
    approved_by       text,
    issued_at         timestamptz not null,
    expires_at        timestamptz not null,
    downloads         int         not null default 0,
    revoked_by        text,
    revoked_at        timestamptz,
    revocation_reason text,
    primary key (catalog_id, file_id),
    check (expires_at > issued_at),
    check (num_nulls(revoked_by, revoked_at, revocation_reason) in (0, 3))
);
create index capability_file_of_device on capability_file (catalog_id, device_id, issued_at desc);
call isolate_catalog('capability_file', 'select, insert');
grant update (downloads, revoked_by, revoked_at, revocation_reason) on capability_file to holdfast_app;
