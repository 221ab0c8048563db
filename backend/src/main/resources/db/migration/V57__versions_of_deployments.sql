-- Which deployment each version of a manifest set was of, those that a renewal took away among them: devices have attested them until they attest
-- again. With it, the counters say how many devices have attested which application, and lists find them (ADR 0036).
create table deployment_version (
    catalog_id       uuid   not null,
    manifest_version bigint not null,
    deployment_id    uuid   not null,
    primary key (catalog_id, manifest_version),
    foreign key (catalog_id, deployment_id) references deployment on delete cascade
);
alter table deployment_version enable row level security;
alter table deployment_version force row level security;
create policy own_catalog on deployment_version using (catalog_id = current_catalog_id());
create policy owner_keeps on deployment_version to current_user using (true) with check (true);
grant select, insert on deployment_version to holdfast_app;

create function keep_deployment_version() returns trigger language plpgsql as $$
begin
    insert into deployment_version (catalog_id, manifest_version, deployment_id)
    values (new.catalog_id, new.manifest_version, new.deployment_id)
    on conflict do nothing;
    return null;
end
$$;
create trigger keep_deployment_version after insert or update of manifest_version on deployment
    for each row execute function keep_deployment_version();

create policy owner_looks on deployment for select to current_user using (true);
insert into deployment_version (catalog_id, manifest_version, deployment_id)
    select catalog_id, manifest_version, deployment_id from deployment
    on conflict do nothing;
drop policy owner_looks on deployment;
