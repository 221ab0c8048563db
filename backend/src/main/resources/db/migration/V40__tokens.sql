-- Tokens for scripts. Only the SHA-256 of one is kept; its first characters tell it apart in lists. A personal one acts as its
-- maker, who must still have what it may do; a service's has its own role. Those of the installation are under the nil GUID.
create table api_token (
    catalog_id   uuid        not null,
    token_id     uuid        not null,
    kind         text        not null check (kind in ('PERSONAL', 'SERVICE')),
    name         text        not null check (length(name) between 1 and 50),
    hash         bytea       not null unique check (length(hash) = 32),
    beginning    text        not null check (length(beginning) between 4 and 12),
    role         text        not null
        check (role in ('OWNER', 'PUBLISHER', 'CONTRIBUTOR', 'SECURITY_ANALYST', 'APPROVER', 'READER')),
    product_id   uuid,
    group_id     uuid,
    issuer       text        not null,
    subject      text        not null,
    made_by      text        not null,
    made_at      timestamptz not null,
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
-- The audit log names a service by its token.
create unique index api_token_of_service on api_token (catalog_id, lower(name)) where kind = 'SERVICE' and revoked_at is null;

alter table api_token enable row level security;
alter table api_token force row level security;
create policy own_catalog on api_token using (catalog_id = current_catalog_id());
create policy owner_sees on api_token for select to current_user using (true);
create policy owner_notes on api_token for update to current_user using (true) with check (true);
grant select, insert on api_token to holdfast_app;
grant update (revoked_at, revoked_by) on api_token to holdfast_app;

-- A token that is good now, by its hash; that it was used is noted once a minute.
create function use_token(wanted bytea, at timestamptz)
    returns table (catalog_id uuid, product_id uuid, group_id uuid, kind text, name text, role text, issuer text, subject text,
        made_by text)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    update api_token t set last_used_at = at
    where t.hash = wanted and t.revoked_at is null and t.expires_at > at
      and (t.last_used_at is null or t.last_used_at < at - interval '1 minute');
    return query
        select t.catalog_id, t.product_id, t.group_id, t.kind, t.name, t.role, t.issuer, t.subject, t.made_by
        from api_token t
        where t.hash = wanted and t.revoked_at is null and t.expires_at > at;
end
$$;
revoke execute on function use_token(bytea, timestamptz) from public;
grant execute on function use_token(bytea, timestamptz) to holdfast_app;
