package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.AttestDevice;
import dev.holdfast.backend.attestation.IssueChallenge;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.manifest.ManifestSigner;
import dev.holdfast.backend.update.report.RecordContacts;
import dev.holdfast.backend.update.report.RecordReports;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** Catalogs with a group that rolls out images, and chips that poll, install, report and attest. */
@Singleton
class TestRollouts {
    /** Counters, one line each. */
    private static final String COUNTERS = """
            select phase || ' ' || measure || ' ' || devices as line from current_rollout_count
            where catalog_id = $1 and rollout_id = $2 and devices <> 0""";

    private static final String SCAN = """
            select phase || ' ' || measure || ' ' || count(*) as line from (
                select phase_of(r.catalog_id, r.rollout_id, d.bucket, d.member_hash) as phase, 'TARGETED' as measure
                from rollout r join device d on d.catalog_id = r.catalog_id and d.group_id = r.group_id
                where r.catalog_id = $1 and r.rollout_id = $2
                  and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
                union all
                select rollout_phase, rollout_step from device where catalog_id = $1 and rollout_id = $2 and rollout_step <> ''
            ) one group by phase, measure""";
    private static final String OPEN = """
            select d.device_id from rollout r join device d on d.catalog_id = r.catalog_id and d.group_id = r.group_id
            where r.catalog_id = $1 and r.rollout_id = $2
              and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)""";
    private static final Actor PAVEL = () -> "pavel";

    private final TestCatalog catalogs;
    private final Transactions transactions;
    private final ManifestSigner signer;
    private final NextSets nextSets;
    private final CreateRollout createRollout;
    private final StartRollout startRollout;
    private final RecordContacts recordContacts;
    private final RecordReports recordReports;
    private final IssueChallenge issueChallenge;
    private final AttestDevice attestDevice;

    TestRollouts(
            TestCatalog catalogs,
            Transactions transactions,
            ManifestSigner signer,
            NextSets nextSets,
            CreateRollout createRollout,
            StartRollout startRollout,
            RecordContacts recordContacts,
            RecordReports recordReports,
            IssueChallenge issueChallenge,
            AttestDevice attestDevice) {
        this.catalogs = catalogs;
        this.transactions = transactions;
        this.signer = signer;
        this.nextSets = nextSets;
        this.createRollout = createRollout;
        this.startRollout = startRollout;
        this.recordContacts = recordContacts;
        this.recordReports = recordReports;
        this.issueChallenge = issueChallenge;
        this.attestDevice = attestDevice;
    }

    /** Claims chips into the group of a catalog. They have a part that no OS feed serves. */
    List<TestChip> claim(CatalogId catalog, int chips) {
        return Stream.generate(TestChip::new)
                .limit(chips)
                .peek(chip -> catalogs.claim(catalog, chip, "no-os"))
                .toList();
    }

    Operator owner(CatalogId catalog) {
        return Operator.in(catalogs.name(catalog), "owner");
    }

    /** Returns the API path of a resource in the catalog. */
    String path(CatalogId catalog, String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }

    /** Uploads a new build of an application. Returns it as devices get it: signed by the catalog. */
    ImagePackage upload(CatalogId catalog) {
        ImagePackage built = Packages.application(Packages.newComponent(), "blinky");
        owner(catalog)
                .upload(path(catalog, "images"), "application/octet-stream", built.bytes())
                .statusCode(201);
        byte[] stored = owner(catalog)
                .get(path(catalog, "images/" + built.metadata().image().text() + "/content"))
                .extract()
                .asByteArray();
        try {
            return ImagePackage.parse(stored);
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }

    /** Deploys an image to the whole group at once. */
    void deploy(CatalogId catalog, ImagePackage image) {
        owner(catalog)
                .post(
                        path(catalog, "products/product/groups/group/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(201);
    }

    /** Returns a request for a rollout without soak time, halt rules and limits. */
    static NewRollout request(ImagePackage image, NewPhase... phases) {
        return new NewRollout(
                List.of(image.metadata().image()), List.of(phases), null, null, null, null, null, null, null);
    }

    UUID create(CatalogId catalog, NewRollout rollout) {
        return run(catalog, createRollout.create("product", "group", rollout));
    }

    /** Creates and starts a rollout, and opens its first phase. */
    UUID start(CatalogId catalog, NewRollout request) {
        UUID rollout = create(catalog, request);
        start(catalog, rollout);
        return rollout;
    }

    /** Starts a draft, and opens its first phase. */
    void start(CatalogId catalog, UUID rollout) {
        run(catalog, startRollout, new StartRollout.Request(rollout));
        advance(catalog, rollout);
    }

    /** Runs work as Pavel. */
    <R> R run(CatalogId catalog, Work<R> work) {
        return TestCatalog.await(() -> transactions.inCatalog(PAVEL, catalog, work::perform));
    }

    /** Runs a command as Pavel. */
    <Q> void run(CatalogId catalog, Command<Q, UUID> command, Q request) {
        TestCatalog.await(() -> command.prepare(PAVEL, catalog, request)
                .chain(work -> transactions.inCatalog(PAVEL, catalog, work::perform)));
    }

    Rollout read(CatalogId catalog, UUID rollout) {
        return TestCatalog.await(() -> transactions.inCatalog(catalog, tx -> RolloutRows.one(tx, rollout)));
    }

    /** Returns a second planner, as of another backend, whose clock is ahead. */
    AdvanceRollouts planner(Duration ahead) {
        Transactions later = transactions.withClock(Clock.offset(Clock.systemUTC(), ahead));
        return new AdvanceRollouts(later, new OpenPhase(later, nextSets), new CompleteRollout(later, signer));
    }

    /** Takes all steps of a rollout that need no person now. */
    void advance(CatalogId catalog, UUID rollout) {
        advance(catalog, rollout, Duration.ZERO);
    }

    /** Takes all steps of a rollout that need no person after some time. */
    void advance(CatalogId catalog, UUID rollout, Duration ahead) {
        AdvanceRollouts planner = planner(ahead);
        // The job of this backend may take a step at the same time.
        long before;
        do {
            before = read(catalog, rollout).revision();
            TestCatalog.await(planner::advance);
        } while (read(catalog, rollout).revision() != before);
    }

    /** Counts late devices after some time, and takes the steps that follow. */
    void sweep(CatalogId catalog, UUID rollout, Duration ahead) {
        TestCatalog.await(planner(ahead)::sweep);
        advance(catalog, rollout, ahead);
    }

    /** Returns the devices that the rollout has opened. */
    List<DeviceId> open(CatalogId catalog, UUID rollout) {
        return catalogs.list(catalog, OPEN, row -> Columns.device(row, "device_id"), catalog, rollout);
    }

    /** Returns those of the chips that the rollout has opened. */
    List<TestChip> open(CatalogId catalog, UUID rollout, List<TestChip> chips) {
        List<DeviceId> open = open(catalog, rollout);
        return chips.stream().filter(chip -> open.contains(chip.device())).toList();
    }

    /** Requires that the counters equal a scan of all devices. */
    void requireSameAsScan(CatalogId catalog, UUID rollout) {
        assertThat(counters(catalog, rollout)).isEqualTo(scan(catalog, rollout));
    }

    /** Returns the counters of a rollout, such as {@code 1 ATTESTED 3} for three devices of phase 1. */
    Set<String> counters(CatalogId catalog, UUID rollout) {
        return new TreeSet<>(catalogs.list(catalog, COUNTERS, row -> row.getString("line"), catalog, rollout));
    }

    /** Counts the devices of a rollout one by one, in the form of {@link #counters}. */
    Set<String> scan(CatalogId catalog, UUID rollout) {
        return new TreeSet<>(catalogs.list(catalog, SCAN, row -> row.getString("line"), catalog, rollout));
    }

    /** The chip polls and is offered the images of a rollout. */
    void offer(CatalogId catalog, UUID rollout, TestChip chip) {
        contact(chip, 0, read(catalog, rollout).version());
    }

    /** The chip polls with an installed version and is offered another; 0 for none. */
    void contact(TestChip chip, long installed, long offered) {
        Contact contact = new Contact(chip.witness(), Instant.now(), installed, KeyExchange.X25519, offered, "");
        TestCatalog.await(() -> recordContacts.record(new Contacts(List.of(contact))));
    }

    /** The chip installs the images of a rollout. */
    void install(CatalogId catalog, UUID rollout, TestChip chip) {
        report(chip, DeviceReport.Kind.UPDATE_INSTALLED, read(catalog, rollout).version(), "");
    }

    /** The chip fails to install the images of a rollout. */
    void fail(CatalogId catalog, UUID rollout, TestChip chip, String error) {
        report(chip, DeviceReport.Kind.UPDATE_FAILED, read(catalog, rollout).version(), error);
    }

    /** An application of the chip crashes. */
    void crash(TestChip chip) {
        report(chip, DeviceReport.Kind.APP_CRASH, 0, "");
    }

    private void report(TestChip chip, DeviceReport.Kind kind, long version, String error) {
        Report report = new Report(
                chip.witness(),
                new DeviceReport(
                        UUID.randomUUID(),
                        Instant.now(),
                        kind,
                        Map.of("manifestVersion", Long.toString(version), "error", error)));
        TestCatalog.await(() -> recordReports.record(new Reports(List.of(report))));
    }

    /** The chip attests that it runs the operating system of the tests and an application. */
    AttestResponse.Outcome attest(TestChip chip, ImagePackage application) {
        Nonce nonce = TestCatalog.await(
                        () -> issueChallenge.issue(new ChallengeRequest(chip.device(), chip.generalKey())))
                .nonce();
        List<Measurement> measured = new ArrayList<>(TestImages.measured(TestImages.OPERATING_SYSTEM));
        measured.add(application.measure());
        return TestCatalog.await(() -> attestDevice.attest(new AttestRequest(
                        chip.device(), chip.generalKey(), chip.token(chip.evidence(nonce, measured)), "127.0.0.1")))
                .outcome();
    }

    /** The chips install the images of a rollout and attest them. */
    void succeed(CatalogId catalog, UUID rollout, ImagePackage application, List<TestChip> chips) {
        for (TestChip chip : chips) {
            install(catalog, rollout, chip);
            attest(chip, application);
        }
    }
}
