-- Content of images in chunks of 256 KiB, so that neither an upload nor a download needs a whole image in memory.
create table image_chunk (
    catalog_id uuid  not null,
    image_id   uuid  not null,
    position   int   not null check (position >= 0),
    bytes      bytea not null check (length(bytes) between 1 and 262144),
    primary key (catalog_id, image_id, position),
    foreign key (catalog_id, image_id) references image
);
alter table image_chunk alter column bytes set storage external;

create table os_image_chunk (
    manufacturer text  not null,
    image_id     uuid  not null,
    position     int   not null check (position >= 0),
    bytes        bytea not null check (length(bytes) between 1 and 262144),
    primary key (manufacturer, image_id, position),
    foreign key (manufacturer, image_id) references os_image on delete cascade
);
alter table os_image_chunk alter column bytes set storage external;

-- SHA-256 of the content; null for deleted images of catalogs, which have no content.
alter table image add content_digest bytea check (length(content_digest) = 32);
alter table os_image add content_digest bytea check (length(content_digest) = 32);

-- The owner sees the rows of all catalogs only without FORCE.
alter table image no force row level security;
alter table image_content no force row level security;
insert into image_chunk (catalog_id, image_id, position, bytes)
    select catalog_id, image_id, n, substr(content, n * 262144 + 1, 262144)
    from image_content cross join generate_series(0, (length(content) - 1) / 262144) n;
update image i set content_digest = sha256(c.content) from image_content c
    where c.catalog_id = i.catalog_id and c.image_id = i.image_id;
alter table image force row level security;
drop table image_content;

insert into os_image_chunk (manufacturer, image_id, position, bytes)
    select manufacturer, image_id, n, substr(content, n * 262144 + 1, 262144)
    from os_image_content cross join generate_series(0, (length(content) - 1) / 262144) n;
update os_image i set content_digest = sha256(c.content) from os_image_content c
    where c.manufacturer = i.manufacturer and c.image_id = i.image_id;
drop table os_image_content;

call isolate_catalog('image_chunk', 'select, insert, delete');
grant select, insert on os_image_chunk to holdfast_app;
