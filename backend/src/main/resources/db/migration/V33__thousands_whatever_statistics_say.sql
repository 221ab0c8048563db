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


-- Who places devices notes their parts with one statement: a trigger is called 20,000 times for as many that move.
drop trigger note_parts_of_new_devices on device;
drop trigger note_part_of_moved_device on device;
drop function note_parts_of_new_devices(), note_part_of_moved_device();
