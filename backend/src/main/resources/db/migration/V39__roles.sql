-- Roles that were given here, beside those that groups of the token carry by their name. Those of the installation are under
-- the nil GUID. Who has which is asked at every request, so that what is taken away is gone at once.
create table role_assignment (
    catalog_id    uuid        not null,
    assignment_id uuid        not null,
    kind          text        not null check (kind in ('SUBJECT', 'EMAIL', 'GROUP')),
    issuer        text        not null check (length(issuer) between 1 and 500),
    -- A subject, a group, or an e-mail address in lower case.
    grantee       text        not null check (length(grantee) between 1 and 255),
    name          text        not null check (length(name) between 1 and 100),
    role          text        not null
        check (role in ('OWNER', 'PUBLISHER', 'CONTRIBUTOR', 'SECURITY_ANALYST', 'APPROVER', 'READER')),
    product_id    uuid,
    group_id      uuid,
    assigned_by   text        not null,
    assigned_at   timestamptz not null,
    primary key (catalog_id, assignment_id),
    foreign key (catalog_id, product_id) references product,
    foreign key (catalog_id, group_id) references device_group,
    check (group_id is null or product_id is not null),
    check (product_id is null or catalog_id <> '00000000-0000-0000-0000-000000000000'),
    unique nulls not distinct (catalog_id, issuer, kind, grantee, role, product_id, group_id)
);
create index role_assignment_of_grantee on role_assignment (issuer, kind, grantee);

alter table role_assignment enable row level security;
alter table role_assignment force row level security;
create policy own_catalog on role_assignment using (catalog_id = current_catalog_id());
create policy owner_sees on role_assignment for select to current_user using (true);
create policy owner_binds on role_assignment for update to current_user using (kind = 'EMAIL') with check (kind = 'SUBJECT');
grant select, insert, delete on role_assignment to holdfast_app;
grant update (role, assigned_by, assigned_at) on role_assignment to holdfast_app;

-- Whoever first signs in with an invited address, which the provider has verified, is who was meant from then on: the address
-- may become somebody else's. Where the subject has the role already, the invitation gives nothing more.
create function granted(wanted_issuer text, wanted_subject text, verified_email text, wanted_groups text[])
    returns table (catalog_id uuid, product_id uuid, group_id uuid, role text)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    if verified_email is not null then
        update role_assignment a set kind = 'SUBJECT', grantee = wanted_subject
        where a.issuer = wanted_issuer and a.kind = 'EMAIL' and a.grantee = lower(verified_email)
          and not exists (
              select from role_assignment b
              where b.catalog_id = a.catalog_id and b.issuer = a.issuer and b.kind = 'SUBJECT' and b.grantee = wanted_subject
                and b.role = a.role and b.product_id is not distinct from a.product_id
                and b.group_id is not distinct from a.group_id);
    end if;
    return query
        select a.catalog_id, a.product_id, a.group_id, a.role from role_assignment a
        where a.issuer = wanted_issuer
          and (a.kind = 'SUBJECT' and a.grantee = wanted_subject
            or a.kind = 'GROUP' and a.grantee = any (wanted_groups));
end
$$;
revoke execute on function granted(text, text, text, text[]) from public;
grant execute on function granted(text, text, text, text[]) to holdfast_app;
