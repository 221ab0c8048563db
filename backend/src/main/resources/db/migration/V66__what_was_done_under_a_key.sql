-- Whether something was done under an idempotency key is committed with what was done, so that a lost connection or a backend that dies
-- leaves no doubt (ADR 0032).

alter table idempotency_key
    -- Tells one attempt from another under the same key.
    add column attempt uuid not null default gen_random_uuid(),
    add column acted boolean not null default false;
create unique index idempotency_key_attempt on idempotency_key (attempt);
create policy owner_notes on idempotency_key to current_user
    using (attempt::text = current_setting('holdfast.attempt', true));

-- Every act writes an entry into the audit log: what does that under a key notes it there. An attempt that was given up, or begun anew by
-- somebody else, does nothing any more.
create function note_act() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update idempotency_key k set acted = true where k.attempt = current_setting('holdfast.attempt')::uuid;
    if not found then
        raise exception 'the request was given up before it was done';
    end if;
    return null;
end
$$;
create trigger note_act after insert on audit_entry for each statement
    when (coalesce(current_setting('holdfast.attempt', true), '') <> '') execute function note_act();
