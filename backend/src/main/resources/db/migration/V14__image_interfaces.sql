-- Interfaces (ABI) that an image provides and needs: [{"identity": 3, "version": 5}]. Null for images that were uploaded before.
alter table image add provides jsonb, add depends jsonb;
alter table os_image add provides jsonb, add depends jsonb;
