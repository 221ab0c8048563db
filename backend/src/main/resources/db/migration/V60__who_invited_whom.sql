-- ---- who made which account at the identity provider (ADR 0035) -----------------------------------------------------

-- Whoever invites somebody sees the first password: for two-person rules the two are one. It belongs to the installation, because
-- accounts do: an account that was made from one catalog may be given roles in another.
create table invited_person (
    catalog_id   uuid        not null default '00000000-0000-0000-0000-000000000000'
        check (catalog_id = '00000000-0000-0000-0000-000000000000'),
    -- The provider's ids: of the account, and of whoever made it.
    subject      text        not null check (length(subject) between 1 and 255),
    inviter      text        not null check (length(inviter) between 1 and 255),
    invited_at   timestamptz not null,
    -- Where the inviter did it: a catalog, or the installation (nil).
    invited_from uuid        not null,
    -- When the account was used first; null until then.
    signed_in_at timestamptz,
    primary key (catalog_id, subject),
    unique (subject)
);
create index invited_person_of_inviter on invited_person (inviter, invited_at);
alter table invited_person enable row level security;
alter table invited_person force row level security;
create policy own_catalog on invited_person using (catalog_id = current_catalog_id());
create policy owner_looks on invited_person for select to current_user using (true);
create policy owner_adds on invited_person for insert to current_user with check (true);
create policy owner_notes on invited_person for update to current_user using (true) with check (true);
grant select on invited_person to holdfast_app;

-- Keeps who made an account; false, and nothing kept, when they made the most since then already.
create function keep_invitation(of_subject text, by_inviter text, from_catalog uuid, at timestamptz, since timestamptz, most int)
    returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- Of two invitations at once by one person, the second counts the first.
    perform pg_advisory_xact_lock(hashtextextended('invited_person ' || by_inviter, 0));
    if (select count(*) from invited_person i where i.inviter = by_inviter and i.invited_at > since) >= most then
        return false;
    end if;
    insert into invited_person (subject, inviter, invited_at, invited_from) values (of_subject, by_inviter, at, from_catalog);
    return true;
end
$$;
revoke execute on function keep_invitation(text, text, uuid, timestamptz, timestamptz, int) from public;
grant execute on function keep_invitation(text, text, uuid, timestamptz, timestamptz, int) to holdfast_app;

-- The installation's entry of an account that was made from a catalog, in the same transaction as the catalog's.
create function note_invitation(at timestamptz, actor text, subject text, detail text, account text, email text) returns void
    language sql security definer set search_path = public, pg_temp
    begin atomic
        with number as (
            insert into audit_counter as c (catalog_id, last) values ('00000000-0000-0000-0000-000000000000', 1)
            on conflict (catalog_id) do update set last = c.last + 1
            returning c.last
        )
        insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail, after)
            select '00000000-0000-0000-0000-000000000000', n.last, note_invitation.at, note_invitation.actor, 'InvitePerson',
                note_invitation.subject, note_invitation.detail,
                json_build_object('account', note_invitation.account, 'email', note_invitation.email)
            from number n;
    end;
revoke execute on function note_invitation(timestamptz, text, text, text, text, text) from public;
grant execute on function note_invitation(timestamptz, text, text, text, text, text) to holdfast_app;

-- Who is at the beginning of the invitations from catalogs that led to an account; the account itself where nobody invited it from one. What the
-- installation's owners do is not looked behind: a small company's one administrator invites everybody.
create function first_inviter(of_subject text) returns text
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        with recursive chain (subject, step) as (
            select of_subject, 0
            union
            select i.inviter, c.step + 1 from chain c join invited_person i on i.subject = c.subject
            where c.step < 1000 and i.invited_from <> '00000000-0000-0000-0000-000000000000'
        )
        select c.subject from chain c order by c.step desc limit 1;
    end;
revoke execute on function first_inviter(text) from public;

-- Whether two accounts may be one person's: one invited the other, or both go back to one who invited from a catalog.
create function may_be_one(one text, other text) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select first_inviter(one) = first_inviter(other) or exists (
            select from invited_person i
            where i.subject = one and i.inviter = other or i.subject = other and i.inviter = one);
    end;
revoke execute on function may_be_one(text, text) from public;
grant execute on function may_be_one(text, text) to holdfast_app;

-- Whether an account was made here and nobody has used it.
create function never_signed_in(of_subject text) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select exists (select from invited_person i where i.subject = of_subject and i.signed_in_at is null);
    end;
revoke execute on function never_signed_in(text) from public;
grant execute on function never_signed_in(text) to holdfast_app;

-- As in V39, and marks an invited account as used.
create or replace function granted(wanted_issuer text, wanted_subject text, verified_email text, wanted_groups text[])
    returns table (catalog_id uuid, product_id uuid, group_id uuid, role text)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    update invited_person i set signed_in_at = now() where i.subject = wanted_subject and i.signed_in_at is null;
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

-- Names of people are as long as the provider lets them be.
alter table role_assignment drop constraint role_assignment_name_check;
alter table role_assignment add constraint role_assignment_name_check check (length(name) between 1 and 255);
