-- The audit log as proof: what an entry says beyond one sentence, and the Merkle log of each catalog (ADR 0025).

-- ---- what an entry says -----------------------------------------------------------------------------------------

-- From where: the pool sets it at the begin of a transaction that a request makes (platform.db), so that functions which write
-- entries themselves need not know of it. Before and after are json and not jsonb: what is hashed is the text as it was written.
alter table audit_entry
    add column reason text,
    add column address text,
    add column agent text,
    add column correlation text,
    add column before json,
    add column after json;
alter table audit_entry
    alter column address set default nullif(current_setting('holdfast.address', true), ''),
    alter column agent set default nullif(current_setting('holdfast.agent', true), ''),
    alter column correlation set default nullif(current_setting('holdfast.correlation', true), '');
-- An entry is one line, and a bundle of tlog-tiles gives each 65,535 bytes; escaped, a character takes six at most.
alter table audit_entry
    add constraint one_line check (strpos(coalesce(before::text, ''), E'\n') = 0
        and strpos(coalesce(after::text, ''), E'\n') = 0) not valid,
    add constraint fits_a_bundle check (octet_length(coalesce(before::text, '')) + octet_length(coalesce(after::text, ''))
        + 2 * octet_length(concat(actor, action, subject, detail, reason, address, agent, correlation)) <= 60000) not valid;

-- ---- the log ----------------------------------------------------------------------------------------------------

-- How far a catalog's entries are sealed: the right edge of the tree, and the newest checkpoint.
create table audit_tree (
    catalog_id uuid        primary key,
    size       bigint      not null check (size > 0),
    edge       bytea       not null,
    checkpoint text        not null,
    sealed_at  timestamptz not null,
    -- When a checkpoint was last put into audit_checkpoint.
    kept_at    timestamptz not null
);
-- Whole tiles of 256 hashes; they never change.
create table audit_tile (
    catalog_id uuid     not null,
    level      smallint not null,
    index      bigint   not null,
    hashes     bytea    not null check (length(hashes) = 8192),
    primary key (catalog_id, level, index)
);
alter table audit_tile alter column hashes set storage external;
-- Earlier checkpoints, one an hour at most.
create table audit_checkpoint (
    catalog_id uuid        not null,
    size       bigint      not null,
    at         timestamptz not null,
    checkpoint text        not null,
    primary key (catalog_id, size)
);

do $$
declare
    walled text;
begin
    foreach walled in array array['audit_tree', 'audit_tile', 'audit_checkpoint']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy own_catalog on %I using (catalog_id = current_catalog_id())', walled);
        execute format('grant select, insert on %I to holdfast_app', walled);
    end loop;
end
$$;
grant update on audit_tree to holdfast_app;
create policy owner_sees on audit_tree for select to current_user using (true);

-- The catalogs whose log does not cover their entries. One that covers more than there are was cut off.
create function audit_logs_behind() returns table (catalog_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.catalog_id from audit_counter c left join audit_tree t on t.catalog_id = c.catalog_id
        where c.last <> coalesce(t.size, 0)
        order by c.catalog_id;
    end;
revoke execute on function audit_logs_behind() from public;
grant execute on function audit_logs_behind() to holdfast_app;
