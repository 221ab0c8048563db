package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** Sees to it that jobs end. */
@Singleton
class Jobs {
    private final RunDeviceJobs runDeviceJobs;
    private final Vertx vertx;

    Jobs(RunDeviceJobs runDeviceJobs, Vertx vertx) {
        this.runDeviceJobs = runDeviceJobs;
        this.vertx = vertx;
    }

    /** Runs the job, as the schedule does perhaps at the same time. */
    ValidatableResponse ended(Operator operator, String path) {
        ValidatableResponse job = operator.get(path).statusCode(200);
        while ("RUNNING".equals(job.extract().path("state"))) {
            OnVertx.await(vertx, runDeviceJobs::run);
            job = operator.get(path).statusCode(200);
        }
        return job;
    }
}
