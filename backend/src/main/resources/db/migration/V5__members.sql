-- Roles, tokens, and invited accounts. Rows with the nil GUID as catalog_id belong to the installation.

-- Roles assigned in Holdfast. The names of groups in the provider's token can give further roles. Backends read roles with every request,
-- so that removing a role takes effect at once.
create table role_assignment (
    catalog_id    uuid        not null,
    assignment_id uuid        not null,
    kind          text        not null check (kind in ('SUBJECT', 'EMAIL', 'GROUP')),
    issuer        text        not null check (length(issuer) between 1 and 500),
    -- A subject, a group, or an e-mail address in lower case.
    grantee       text        not null check (length(grantee) between 1 and 255),
    name          text        not null check (length(name) between 1 and 255),
    role          text        not null
        check (role in ('OWNER', 'PUBLISHER', 'CONTRIBUTOR', 'SECURITY_ANALYST', 'APPROVER', 'READER')),
    product_id    uuid,
    group_id      uuid,
    assigned_by   text        not null,
    assigned_at   timestamptz not null,
    -- First use; null if the role was never used, perhaps because the subject is mistyped. Always null for EMAIL and GROUP.
    used_at       timestamptz,
    -- A column, because row-level security prevents the use of an index on lower(), which is not LEAKPROOF (ADR 0031).
    name_order    text        generated always as (lower(name)) stored,
    primary key (catalog_id, assignment_id),
    foreign key (catalog_id, product_id) references product,
    foreign key (catalog_id, group_id) references device_group,
    check (group_id is null or product_id is not null),
    check (product_id is null or catalog_id <> '00000000-0000-0000-0000-000000000000'),
    unique nulls not distinct (catalog_id, issuer, kind, grantee, role, product_id, group_id)
);
create index role_assignment_of_grantee on role_assignment (issuer, kind, grantee);
create index role_assignment_by_name on role_assignment (catalog_id, name_order, assignment_id);
create index role_assignment_newest on role_assignment (catalog_id, assigned_at, assignment_id);
create trigger refuse_unassigned_group before insert or update of product_id on role_assignment
    for each row execute function refuse_unassigned_group('product_id');
call isolate_catalog('role_assignment', 'select, insert, delete');
grant update (role, assigned_by, assigned_at) on role_assignment to holdfast_app;
call open_to_owner('role_assignment', 'select');
create policy owner_binds_email on role_assignment for update to current_user using (kind = 'EMAIL') with check (kind = 'SUBJECT');
create policy owner_records_use on role_assignment for update to current_user using (kind = 'SUBJECT') with check (kind = 'SUBJECT');

-- Tokens for scripts. Only the SHA-256 is stored; lists show the first characters. A personal token acts as its owner and with at most
-- the roles that are assigned to the owner, not through groups. A service token has its own role.
create table api_token (
    catalog_id   uuid        not null,
    token_id     uuid        not null,
    kind         text        not null check (kind in ('PERSONAL', 'SERVICE')),
    name         text        not null check (length(name) between 1 and 50),
    hash         bytea       not null unique check (length(hash) = 32),
    prefix       text        not null check (length(prefix) between 4 and 12),
    role         text        not null
        check (role in ('OWNER', 'PUBLISHER', 'CONTRIBUTOR', 'SECURITY_ANALYST', 'APPROVER', 'READER')),
    product_id   uuid,
    group_id     uuid,
    issuer       text        not null,
    subject      text        not null,
    created_by   text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    revoked_by   text,
    primary key (catalog_id, token_id),
    foreign key (catalog_id, product_id) references product,
    foreign key (catalog_id, group_id) references device_group,
    check (group_id is null or product_id is not null),
    check ((revoked_at is null) = (revoked_by is null))
);
-- Service tokens need unique names, because the audit log names a service by its token.
create unique index api_token_of_service on api_token (catalog_id, lower(name)) where kind = 'SERVICE' and revoked_at is null;
-- Orders tokens by when they end: tokens that end in the future are valid.
create index api_token_by_end on api_token (catalog_id, (least(revoked_at, expires_at)), token_id);
create index api_token_by_age on api_token (catalog_id, created_at, token_id);
create index api_token_of_creator on api_token (catalog_id, issuer, subject);
create trigger refuse_unassigned_group before insert or update of product_id on api_token
    for each row execute function refuse_unassigned_group('product_id');
call isolate_catalog('api_token', 'select, insert');
grant update (revoked_at, revoked_by) on api_token to holdfast_app;
call open_to_owner('api_token', 'select', 'update');

-- Accounts created at the identity provider by invitation, with their inviters (ADR 0028). The inviter sees the first password, so
-- approvals count both as one person. Accounts belong to the installation: other catalogs may give them roles too.
create table invited_person (
    catalog_id   uuid        not null default '00000000-0000-0000-0000-000000000000'
        check (catalog_id = '00000000-0000-0000-0000-000000000000'),
    -- Ids at the provider.
    subject      text        not null check (length(subject) between 1 and 255),
    inviter      text        not null check (length(inviter) between 1 and 255),
    invited_at   timestamptz not null,
    -- A catalog, or the installation (nil).
    invited_from uuid        not null,
    -- The inviter's name at that time.
    inviter_name text        check (length(inviter_name) between 1 and 255),
    primary key (catalog_id, subject),
    unique (subject)
);
create index invited_person_of_inviter on invited_person (inviter, invited_at);
call isolate_catalog('invited_person', 'select');
call open_to_owner('invited_person', 'select', 'insert');

-- Accounts that become owners of the installation. Only the owner of the schema adds rows: for the first owner, and for an owner who lost
-- access. A backend assigns the role, writes the audit entry, and deletes the row.
create table owner_request (
    issuer  text not null check (length(issuer) between 1 and 500),
    subject text not null check (length(subject) between 1 and 255),
    name    text not null check (length(name) between 1 and 255),
    -- For the audit log.
    reason  text not null check (length(reason) between 1 and 500),
    primary key (issuer, subject)
);
grant select, delete on owner_request to holdfast_app;
