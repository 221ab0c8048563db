package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.backup.Restore;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.demo.DemoSeed;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.install.PrivateFile;
import dev.holdfast.standalone.keycloak.KeycloakServer;
import dev.holdfast.standalone.keycloak.OwnerAccount;
import dev.holdfast.standalone.postgres.BackendRequests;
import dev.holdfast.standalone.postgres.PostgresCluster;
import dev.holdfast.standalone.process.Launch;
import dev.holdfast.standalone.process.Supervisor;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Starts all services in order: {@code ./holdfast up}. */
public final class StartUp {
    private static final Duration BETWEEN_RENEWALS = Duration.ofHours(1);

    /** Note in {@code installation.properties}: Keycloak's address at the last start. */
    private static final String ISSUER = "issuer";

    /** Note in {@code installation.properties}: the first owner has the role. */
    private static final String FIRST_OWNER = "first.owner";

    private final Installation installation;
    private final Home home;
    private final Services services;
    private final Supervisor supervisor;
    private final Progress progress;

    public StartUp(Installation installation, Supervisor supervisor, Progress progress) {
        this.installation = installation;
        this.home = installation.home();
        this.services = Services.at(installation.settings());
        this.supervisor = supervisor;
        this.progress = progress;
    }

    /**
     * Starts all services. The first start also creates the database, the realm and the demo.
     *
     * @throws dev.holdfast.standalone.config.CannotContinue if a check or a service fails
     */
    public void run() throws InterruptedException {
        Supervisor.stopLeftOvers(home, Services.NAMES, progress::say);
        Supervisor.stopLeftOvers(home, StartCacheTraining.NAMES, progress::say);
        Preflight.check(home, installation.settings());
        remember();
        Infrastructure infrastructure = new Infrastructure(home.keys(), Clock.systemUTC());
        infrastructure.ensure(installation.settings().gatewayNames());
        Thread.ofVirtual().start(() -> renewCertificates(infrastructure));
        Applications applications = new Applications(installation, infrastructure);
        Optional<SiliconManufacturer> manufacturer =
                installation.mode() == Mode.DEMO ? Optional.of(SiliconManufacturer.trusted(home)) : Optional.empty();

        database();
        KeycloakServer keycloak = KeycloakServer.prepare(installation, progress::say);
        Starting signIn = start(keycloak.launch(services.keycloak()));
        if (!keycloak.realmIsKnown()) {
            // The applications need the realm at their start, so the first start of an installation creates it before
            // them.
            realm(keycloak, signIn);
        }
        Starting backend = start(application(applications.backend(services.backend())));
        Starting gateway = start(application(applications.gateway(services.gateway())));
        Starting console = start(application(applications.console(services.console())));
        if (keycloak.realmIsKnown()) {
            realm(keycloak, signIn);
        }
        backend.await();
        firstOwner();
        gateway.await();
        console.await();
        if (manufacturer.isPresent()) {
            demo(manufacturer.get());
        }
        new StartCacheTraining(installation, infrastructure, keycloak, supervisor, progress).begin();
    }

    private void remember() {
        RunningSettings.keep(home, installation.settings());
        Map<String, String> saved = installation.settings().remember(home);
        if (!saved.isEmpty()) {
            progress.say("remembered in " + home.settingsFile() + ": " + String.join(", ", saved.keySet()));
        }
    }

    /** Renews the certificates of the gateway until the process ends. */
    private void renewCertificates(Infrastructure infrastructure) {
        while (true) {
            try {
                Thread.sleep(BETWEEN_RENEWALS);
                infrastructure.renewGateway(installation.settings().gatewayNames());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (UncheckedIOException | IllegalStateException e) {
                progress.say("Could not renew the gateway's certificates, next attempt in an hour: " + e);
            }
        }
    }

    private void demo(SiliconManufacturer manufacturer) throws InterruptedException {
        DemoSeed demo =
                new DemoSeed(installation, new Tokens(installation, Clock.systemUTC()), manufacturer, progress::say);
        demo.ensure();
        Starting fleet = start(FleetLaunch.of(installation, services.fleet(), manufacturer.chips(DemoSeed.BATCH)));
        // Meanwhile, the process of the devices starts.
        demo.ensureRollouts();
        fleet.await();
    }

    private void database() throws InterruptedException {
        PostgresCluster cluster = PostgresCluster.prepare(installation);
        start(cluster.launch(services.postgres())).await();
        cluster.ensureRoles();
        Restore.record(installation);
        issuer();
    }

    /** Moves roles to Keycloak's address, which names accounts together with their IDs, if the address changed. */
    private void issuer() {
        String issuer = installation.settings().issuer().toString();
        String earlier = installation.noted(ISSUER);
        if (issuer.equals(earlier)) {
            return;
        }
        if (earlier != null) {
            new BackendRequests(installation).replaceIssuer(earlier, issuer);
        }
        installation.note(ISSUER, issuer);
    }

    /** Gives the first owner the role as an account, because a personal token needs a role that was assigned in Holdfast. */
    private void firstOwner() throws InterruptedException {
        if (installation.noted(FIRST_OWNER) != null) {
            return;
        }
        Optional<String> subject = OwnerAccount.first(installation);
        if (subject.isPresent()) {
            new BackendRequests(installation)
                    .makeOwner(subject.get(), OwnerAccount.FIRST, "First owner of the installation");
        }
        installation.note(FIRST_OWNER, "assigned");
    }

    private void realm(KeycloakServer keycloak, Starting starting) throws InterruptedException {
        starting.await();
        keycloak.ensureRealm(password -> FirstPassword.keep(home, password));
    }

    /** Writes the environment variables to a file that a shell can read, so that developers can run the application by hand. */
    private Launch application(Launch launch) {
        StringBuilder file = new StringBuilder();
        new TreeMap<>(launch.environment())
                .forEach((name, value) -> file.append(name)
                        .append("='")
                        .append(value.replace("'", "'\\''"))
                        .append("'\n"));
        PrivateFile.write(home.environments().resolve(launch.service().name() + ".env"), file.toString());
        return launch;
    }

    private Starting start(Launch launch) {
        return new Starting(launch.service().name(), System.nanoTime(), supervisor.start(launch));
    }

    /** A service that was started and may not be ready yet. */
    private final class Starting {
        private final String name;
        private final long begin;
        private final Supervisor.Started readiness;
        private boolean ready;

        private Starting(String name, long begin, Supervisor.Started readiness) {
            this.name = name;
            this.begin = begin;
            this.readiness = readiness;
        }

        private void await() throws InterruptedException {
            if (!ready) {
                readiness.await();
                ready = true;
                progress.say(
                        String.format(Locale.ROOT, "%s is ready (%.1f s)", name, (System.nanoTime() - begin) / 1e9));
            }
        }
    }
}
