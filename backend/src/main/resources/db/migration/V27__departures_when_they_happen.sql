-- Devices leave when it is done and not when somebody asked for it: who waits for others meanwhile would otherwise have done it
-- before what they did, and a device would have left before it came.

-- The time that an act was asked for at, and as long after that as its statement has waited.
create function after_waiting(asked timestamptz) returns timestamptz language sql volatile
    return asked + (clock_timestamp() - statement_timestamp());

create or replace function unclaim_devices(wanted bytea[], at timestamptz, by_whom text, why text) returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
    perform from device_catalog k
        where k.catalog_id = current_catalog_id() and k.device_id in (select unnest(wanted))
        order by k.device_id for update;
    perform from device d
        where d.catalog_id = current_catalog_id() and d.device_id in (select unnest(wanted))
        order by d.device_id for update;
    at := after_waiting(at);
    return depart(
        current_catalog_id(),
        array(select w from unnest(wanted) as w where not exists (
            select from device_transfer_item i join device_transfer t using (transfer_id)
            where i.open and i.device_id = w and t.expires_at > at)),
        at, 'UNCLAIMED', by_whom, why, null);
end
$$;

create or replace function accept_transfer(transfer uuid, at timestamptz, by_whom text) returns bytea[]
    language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    t device_transfer;
    own_name text := (select c.name from catalog c where c.catalog_id = current_catalog_id());
    moved bytea[];
begin
    select * into t from device_transfer o
        where o.transfer_id = transfer and o.state = 'OPEN' and o.expires_at > at and lower(o.to_name) = lower(own_name)
        for update;
    if not found then
        return null;
    end if;
    perform from device_catalog k join device_transfer_item i on i.device_id = k.device_id
        where i.transfer_id = transfer and k.catalog_id = t.from_catalog
        order by k.device_id for update of k;
    perform from device d join device_transfer_item i on i.device_id = d.device_id
        where i.transfer_id = transfer and d.catalog_id = t.from_catalog
        order by d.device_id for update of d;
    at := after_waiting(at);
    moved := depart(t.from_catalog,
        array(select i.device_id from device_transfer_item i where i.transfer_id = transfer),
        at, 'TRANSFERRED', by_whom, 'Transferred to catalog ' || t.to_name || ': ' || t.note, transfer);
    insert into device_catalog (device_id, catalog_id) select m, current_catalog_id() from unnest(moved) as m order by m;
    update endorsement e set catalog_name = null, issued_at = greatest(e.issued_at, at)
        where e.device_id in (select unnest(moved));
    update device_transfer o set state = 'ACCEPTED', settled_at = at, settled_by = by_whom where o.transfer_id = transfer;
    update device_transfer_item i set open = false where i.transfer_id = transfer and i.open;
    perform note_transfer(t.from_catalog, at, by_whom, 'TransferAccepted', 'AcceptTransfer', transfer::text,
        'Catalog ' || own_name || ' accepted ' || counted_devices(cardinality(moved)) || '.');
    return moved;
end
$$;

revoke execute on function after_waiting from public;
