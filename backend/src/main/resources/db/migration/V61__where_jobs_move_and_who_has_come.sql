-- Where the devices were and are that a job has moved so far, for its entry in the audit log: bounded, whatever the job is about.
alter table device_job add column moves jsonb not null default '{}';

-- When whoever got a role first came with it: one who never did may be nobody, such as a mistyped subject or an account that nobody uses.
-- What was before is not known: roles count as used from the next call on.
alter table role_assignment add column used_at timestamptz;
create policy owner_notes on role_assignment for update to current_user using (kind = 'SUBJECT') with check (kind = 'SUBJECT');

-- As in V60, and notes the first use of roles in place of that of invited accounts, where the subject itself calls.
drop function granted(text, text, text, text[]);
create function granted(wanted_issuer text, wanted_subject text, verified_email text, wanted_groups text[], calls boolean)
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
    if calls then
        update role_assignment a set used_at = now()
        where a.issuer = wanted_issuer and a.kind = 'SUBJECT' and a.grantee = wanted_subject and a.used_at is null;
    end if;
    return query
        select a.catalog_id, a.product_id, a.group_id, a.role from role_assignment a
        where a.issuer = wanted_issuer
          and (a.kind = 'SUBJECT' and a.grantee = wanted_subject
            or a.kind = 'GROUP' and a.grantee = any (wanted_groups));
end
$$;
revoke execute on function granted(text, text, text, text[], boolean) from public;
grant execute on function granted(text, text, text, text[], boolean) to holdfast_app;
drop function never_signed_in(text);
drop policy owner_notes on invited_person;
alter table invited_person drop column signed_in_at;
