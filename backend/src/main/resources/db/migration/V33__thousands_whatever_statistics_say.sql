-- What a connection planned while there were few chips reads all of them, for each chip that is claimed. Analysing ends that; only
-- the owner of a table may.
create function analyse_endorsements() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    analyze endorsement;
end
$$;
revoke execute on function analyse_endorsements() from public;
grant execute on function analyse_endorsements() to holdfast_app;

