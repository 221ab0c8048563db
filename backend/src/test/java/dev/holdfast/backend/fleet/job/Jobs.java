package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Starts device jobs and runs them to the end. */
@Singleton
class Jobs {
    private final RunDeviceJobs runDeviceJobs;
    private final Vertx vertx;

    Jobs(RunDeviceJobs runDeviceJobs, Vertx vertx) {
        this.runDeviceJobs = runDeviceJobs;
        this.vertx = vertx;
    }

    /** Starts a job on a selection of devices. {@code more} has the other members of the request. */
    static ValidatableResponse begin(Fleet fleet, String operation, Map<String, ?> devices, Map<String, ?> more) {
        return fleet.owner().post(fleet.path("device-jobs/" + operation), body(devices, more));
    }

    /** Returns the body of a start request. */
    static Map<String, Object> body(Map<String, ?> devices, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("devices", devices);
        return body;
    }

    /** Returns the members of a move request besides the devices. */
    static Map<String, Object> into(String group, String reason) {
        return Map.of("product", "Thermostat", "group", group, "reason", reason);
    }

    /** Runs a job of a fleet to the end. */
    ValidatableResponse ended(Fleet fleet, String job) {
        return ended(fleet.owner(), fleet.path("device-jobs/" + job));
    }

    /** Runs a job to the end, possibly while the schedule runs it too. */
    ValidatableResponse ended(Operator operator, String path) {
        ValidatableResponse job = operator.get(path).statusCode(200);
        while ("RUNNING".equals(job.extract().path("state"))) {
            OnVertx.await(vertx, runDeviceJobs::run);
            job = operator.get(path).statusCode(200);
        }
        return job;
    }
}
