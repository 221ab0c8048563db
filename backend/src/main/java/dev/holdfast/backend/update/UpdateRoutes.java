package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.internal.InternalRequest;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.update.manifest.FindTargets;
import dev.holdfast.backend.update.report.RecordContacts;
import dev.holdfast.backend.update.report.RecordReports;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.id.ImageId;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class UpdateRoutes implements InternalRoutes {
    private final FindTargets findTargets;
    private final RecordContacts recordContacts;
    private final RecordReports recordReports;

    UpdateRoutes(FindTargets findTargets, RecordContacts recordContacts, RecordReports recordReports) {
        this.findTargets = findTargets;
        this.recordContacts = recordContacts;
        this.recordReports = recordReports;
    }

    @Override
    public void addTo(InternalRouter router) {
        router.get("devices/:deviceId/assignment", request -> findTargets.assignment(request.witness()));
        router.get(
                "groups/:groupId/target",
                request -> findTargets.target(
                        request.guid("groupId"), request.text("part").orElse(""), request.witness()));
        router.get(
                "groups/:groupId/images/:imageId",
                request -> findTargets.chunk(
                        request.guid("groupId"),
                        new ImageId(request.guid("imageId")),
                        chunk(request),
                        request.witness()));
        router.post("contacts", Contacts.class, recordContacts::record);
        router.post("reports", Reports.class, recordReports::record);
    }

    private static int chunk(InternalRequest request) {
        long chunk = request.number("chunk").orElse(-1);
        if (chunk < 0 || chunk > Integer.MAX_VALUE) {
            throw ProblemException.invalid("chunk", "is not the index of a chunk");
        }
        return (int) chunk;
    }
}
