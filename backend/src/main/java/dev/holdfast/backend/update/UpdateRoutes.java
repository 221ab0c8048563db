package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.internal.InternalAnswer;
import dev.holdfast.backend.platform.internal.InternalRequest;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.id.ImageId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The internal device API's part about updates. */
@ApplicationScoped
public class UpdateRoutes implements InternalRoutes {
    private final AnswerTargets answerTargets;
    private final RecordContacts recordContacts;
    private final RecordReports recordReports;

    UpdateRoutes(AnswerTargets answerTargets, RecordContacts recordContacts, RecordReports recordReports) {
        this.answerTargets = answerTargets;
        this.recordContacts = recordContacts;
        this.recordReports = recordReports;
    }

    @Override
    public void addTo(InternalRouter router) {
        router.get("devices/:deviceId/assignment", this::assignment);
        router.get("groups/:groupId/target", this::target);
        router.get("groups/:groupId/images/:imageId", this::image);
        router.post("contacts", this::contacts);
        router.post("reports", this::reports);
    }

    private Uni<InternalAnswer> assignment(InternalRequest request) {
        return answerTargets.assignment(request.device("deviceId")).map(InternalAnswer::json);
    }

    private Uni<InternalAnswer> target(InternalRequest request) {
        return answerTargets
                .target(request.guid("groupId"), request.text("part").orElse(PartTarget.ANY_OTHER))
                .map(InternalAnswer::json);
    }

    private Uni<InternalAnswer> image(InternalRequest request) {
        return answerTargets
                .image(request.guid("groupId"), new ImageId(request.guid("imageId")))
                .map(InternalAnswer::bytes);
    }

    private Uni<InternalAnswer> contacts(InternalRequest request) {
        return recordContacts.record(request.body(Contacts.class)).replaceWith(InternalAnswer::nothing);
    }

    private Uni<InternalAnswer> reports(InternalRequest request) {
        return recordReports.record(request.body(Reports.class)).replaceWith(InternalAnswer::nothing);
    }
}
