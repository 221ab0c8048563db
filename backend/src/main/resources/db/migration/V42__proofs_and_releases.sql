-- Certificates that prove the possession of an authority to a relying party, which may ask whether they are good.
create table possession_proof (
    catalog_id uuid        not null,
    serial     bytea       not null,
    authority  int         not null,
    not_after  timestamptz not null,
    primary key (catalog_id, serial)
);
alter table possession_proof enable row level security;
alter table possession_proof force row level security;
create policy own_catalog on possession_proof using (catalog_id = current_catalog_id());
grant select, insert on possession_proof to holdfast_app;

-- Who withdrew a release of the operating system, and why.
alter table os_release
    add column withdrawn_by text not null default '',
    add column withdrawn_reason text not null default '';
grant update (withdrawn_by, withdrawn_reason) on os_release to holdfast_app;
