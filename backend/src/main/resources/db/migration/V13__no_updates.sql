-- NoUpdates: the devices of the group are offered nothing.
alter table device_group drop constraint device_group_update_policy_check;
alter table device_group add check (update_policy in ('UpdateAll', 'No3rdPartyAppUpdates', 'NoUpdates'));
