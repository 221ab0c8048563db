package dev.holdfast.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.approval.ApprovalDecision;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewTagJob;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.install.Installation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Operations of people: uploads and deletions of images, device jobs, approvals, and sign-ins. */
final class OperatorLoad {
    /** Requester of approvals. Also uploads images and starts jobs. */
    static final String PUBLISHER = "pavel";

    /** Approver, whom the publisher did not invite. */
    static final String OWNER = "olivia";

    private static final String JSON_TYPE = "application/json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Installation installation;
    private final String catalog;
    private final SiliconManufacturer manufacturer;
    private final ImagePackage deployed;
    private final Ledger ledger;
    private final OperatorClient publisher;
    private final OperatorClient owner;

    /** Product of the next approval, or empty to create one. */
    private String product = "";

    /** Requests without a response: a backend crashed, and their idempotency keys stay locked for five minutes. */
    private final ConcurrentLinkedQueue<Request> open = new ConcurrentLinkedQueue<>();

    /**
     * @param catalog path of the catalog
     * @param deployed image that the approved deployments deploy
     */
    OperatorLoad(
            Installation installation,
            String catalog,
            SiliconManufacturer manufacturer,
            ImagePackage deployed,
            Ledger ledger) {
        this.installation = installation;
        this.catalog = catalog;
        this.manufacturer = manufacturer;
        this.deployed = deployed;
        this.ledger = ledger;
        Tokens tokens = new Tokens(installation, Clock.systemUTC());
        this.publisher = new OperatorClient(installation.settings(), () -> tokens.of(PUBLISHER));
        this.owner = new OperatorClient(installation.settings(), () -> tokens.of(OWNER));
    }

    /** A request with its idempotency key. */
    private record Request(
            OperatorClient client, String effect, String method, String path, String type, Blob body, String key) {
        static Request post(OperatorClient client, String effect, String path, String type, byte[] body) {
            return new Request(
                    client,
                    effect,
                    "POST",
                    path,
                    type,
                    Blob.of(body),
                    UUID.randomUUID().toString());
        }
    }

    /** Uploads an image. Retires and deletes every second one. */
    void image(int number) {
        ImagePackage image = manufacturer.application("faults-" + number, "1.0.0");
        String id = image.metadata().image().toString();
        Optional<JsonNode> uploaded = perform(Request.post(
                publisher,
                "UploadImage Uploaded " + id,
                catalog + "/images",
                "application/octet-stream",
                image.bytes()));
        if (uploaded.isPresent() && number % 2 == 0) {
            String value = catalog + "/reference-values/"
                    + uploaded.get().get("component").asText() + "/" + id;
            Retirement retirement = new Retirement("The campaign");
            if (perform(post(publisher, "RetireReferenceValue Retired " + id, value + "/retirement", retirement))
                    .isPresent()) {
                perform(new Request(
                        publisher,
                        "DeleteImage Deleted " + id,
                        "DELETE",
                        catalog + "/images/" + id,
                        JSON_TYPE,
                        Blob.of(new byte[0]),
                        ""));
            }
        }
    }

    /** Starts a job that tags all devices of the catalog, and waits until it has finished. */
    void job(int number) {
        String mark = "job-" + number;
        NewTagJob job = new NewTagJob(DeviceSelection.of(""), List.of("t" + number % 5), null, mark);
        String done = "TagDevices Tag " + mark;
        ledger.requested(done);
        perform(post(publisher, "StartDeviceJob Tag " + mark, catalog + "/device-jobs/tag", job))
                .map(started -> catalog + "/device-jobs/" + started.get("id").asText())
                .filter(this::finishes)
                .ifPresent(_ -> ledger.acknowledged(done));
    }

    /** Waits until a job has finished. Returns false if the load ends before. */
    private boolean finishes(String job) {
        while (!ledger.hasEnded()) {
            try {
                String state = publisher.get(job).get("state").asText();
                if (!state.equals("RUNNING")) {
                    if (!state.equals("FINISHED")) {
                        ledger.violated("%s is %s".formatted(job, state));
                    }
                    return true;
                }
            } catch (CannotContinue e) {
                ledger.count("job: progress unknown");
            }
            Pause.shortly();
        }
        return false;
    }

    /** Requests a deployment, which needs approval, and approves it as another person. */
    void approval(int number) {
        String mark = "approval-" + number;
        if (product.isEmpty()) {
            String name = "Product " + number;
            NewProduct created = new NewProduct(name, "");
            if (perform(post(publisher, "CreateProduct Created " + name, catalog + "/products", created))
                    .isEmpty()) {
                return;
            }
            product = name;
        }
        NewDeployment deployment = new NewDeployment(List.of(deployed.metadata().image()), mark);
        String group = catalog + "/products/" + product + "/groups/Production";
        Optional<JsonNode> requested =
                perform(post(publisher, "StartDeployment Requested " + mark, group + "/deployments", deployment));
        String deploys = "StartDeployment Deployed " + mark;
        ledger.requested(deploys);
        String comment = "yes-" + number;
        Optional<JsonNode> approved = requested.flatMap(request -> perform(post(
                owner,
                "DecideApproval Approved " + comment,
                catalog + "/approvals/" + request.get("id").asText() + "/approve",
                new ApprovalDecision(comment, null))));
        if (approved.isPresent()) {
            ledger.acknowledged(deploys);
        } else {
            // The request may still wait for approval. A group has one such request of a person.
            product = "";
        }
    }

    /** Signs a person in. Without one of its services, a sign-in can fail. */
    void signIn(int number) {
        try {
            new Tokens(installation, Clock.systemUTC()).of(number % 2 == 0 ? "rashid" : "farah");
            ledger.count("sign-in: succeeded");
        } catch (CannotContinue e) {
            boolean refused = String.valueOf(e.getMessage()).contains("invalid_grant");
            ledger.count(refused ? "sign-in: refused" : "sign-in: failed");
        }
    }

    /** Repeats the requests without a response until none is left. Returns false if some still have none. */
    boolean finish() {
        for (int left = open.size(); left > 0; left--) {
            perform(open.remove());
        }
        return open.isEmpty();
    }

    private static Request post(OperatorClient client, String effect, String path, Object body) {
        return Request.post(client, effect, path, JSON_TYPE, OperatorClient.json(body));
    }

    /**
     * Repeats a request with the same key until it is answered. Returns the response, or empty if its key is locked, its response was lost,
     * or the load has ended.
     */
    private Optional<JsonNode> perform(Request request) {
        ledger.requested(request.effect());
        String kind = request.effect().substring(0, request.effect().indexOf(' '));
        for (boolean repeated = false; ; repeated = true) {
            try {
                HttpResponse<String> response = request.client()
                        .raw(
                                request.method(),
                                request.path(),
                                request.type(),
                                request.body().bytes(),
                                request.key());
                int status = response.statusCode();
                String body = response.body();
                if (status / 100 == 2
                        || (repeated && status == 404 && request.method().equals("DELETE"))) {
                    ledger.acknowledged(request.effect());
                    ledger.count(kind + ": acknowledged");
                    return Optional.of(body.isEmpty() ? JSON.nullNode() : JSON.readTree(body));
                }
                if (status == 409 && body.contains("problems#in-progress")) {
                    ledger.count(kind + ": in progress");
                    open.add(request);
                    return Optional.empty();
                }
                if (status == 409 && body.contains("already succeeded")) {
                    ledger.acknowledged(request.effect());
                    ledger.count(kind + ": acknowledged without a response");
                    return Optional.empty();
                }
                ledger.count(kind + ": " + status);
                if (status < 500 && status != 429) {
                    ledger.violated("%s returned %d %s".formatted(request.path(), status, body));
                    return Optional.empty();
                }
            } catch (CannotContinue e) {
                ledger.count(kind + ": no response");
            } catch (IOException e) {
                ledger.violated("%s returned a body that is not JSON: %s".formatted(request.path(), e));
                return Optional.empty();
            }
            if (ledger.hasEnded()) {
                open.add(request);
                return Optional.empty();
            }
            Pause.shortly();
        }
    }
}
