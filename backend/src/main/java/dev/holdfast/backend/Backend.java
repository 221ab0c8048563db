package dev.holdfast.backend;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public class Backend {
    Backend() {}

    /**
     * Starts it, and returns when it has ended.
     *
     * @param arguments none
     */
    public static void main(String... arguments) {
        // Without this property, Quarkus answers a malformed request target with an empty 400. With it,
        // UnroutedRequests returns a
        // problem document. Unit tests get the property from the POM. StatusIT tests this line.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
