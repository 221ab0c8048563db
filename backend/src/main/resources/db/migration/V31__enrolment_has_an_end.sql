-- The function that records certificates for requests (R__enrolment.sql) counts, as the owner and across catalogs, how many a device
-- got since it last attested.
create policy owner_looks_for_enrolment on issued_certificate for select to current_user using (true);
