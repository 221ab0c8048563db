package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.problem.ProblemType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Problem types of an operation, in addition to those implied by its method, path and parameters. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ProblemResponses {
    ProblemType[] value();
}
