package dev.holdfast.standalone.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test of the whole product. Parameters can be a {@link Stack} and a {@link Browsers}. These classes share one thread, because
 * Playwright demands that. Classes with {@link StackExtension} alone run beside them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StackExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
@interface EndToEnd {
    /** Resource lock of the demo's processes: who kills one excludes classes that run beside it. */
    String PROCESSES = "processes";
}
