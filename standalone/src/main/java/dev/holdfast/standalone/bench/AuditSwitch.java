package dev.holdfast.standalone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent in a backend that a benchmark has of its own: lets it leave audit entries out, line by line on the standard input. The product
 * has no such switch, and must not have one; so the bytes of the one class that writes entries are changed as it is loaded. When the input ends, the
 * backend does, so that none survives its benchmark.
 *
 * <p>Nothing but Java itself is used here: the agent's jar has this class alone.
 */
public final class AuditSwitch implements ClassFileTransformer, CodeTransform {
    /** The line from which on entries are left out. */
    static final String WITHOUT = "without";
    /** The line from which on they are written again. */
    static final String WITH = "with";

    private static final String LEFT_OUT = "holdfast.bench.entries-left-out";
    private static final String LOG = "dev/holdfast/backend/platform/audit/AuditLog";
    private static final String APPEND = "append";
    private static final String UNI = "io.smallrye.mutiny.Uni";
    private static final String MAKE_UNI = "io.smallrye.mutiny.groups.UniCreate";

    private AuditSwitch() {}

    /**
     * Begins before the backend does.
     *
     * @param arguments none
     * @param instrumentation of its Java machine
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new AuditSwitch());
        Thread.ofPlatform().daemon().name("audit-switch").start(AuditSwitch::listen);
    }

    private static void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.setProperty(LEFT_OUT, Boolean.toString(line.equals(WITHOUT)));
            }
        } catch (IOException e) {
            System.err.println("the benchmark's input ended: " + e);
        }
        System.exit(0);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> known,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (!LOG.equals(name)) {
            return null;
        }
        ClassFile format = ClassFile.of();
        return format.transformClass(
                format.parse(bytes), ClassTransform.transformingMethodBodies(AuditSwitch::appends, this));
    }

    private static boolean appends(MethodModel method) {
        return method.methodName().equalsString(APPEND)
                && method.methodTypeSymbol().returnType().equals(ClassDesc.of(UNI));
    }

    /** In front of what the method does: where entries are left out, it has done so already. */
    @Override
    public void atStart(CodeBuilder code) {
        ClassDesc uni = ClassDesc.of(UNI);
        ClassDesc make = ClassDesc.of(MAKE_UNI);
        code.loadConstant(LEFT_OUT)
                .invokestatic(
                        ClassDesc.of("java.lang.Boolean"),
                        "getBoolean",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_String))
                .ifThen(leave -> leave.invokestatic(uni, "createFrom", MethodTypeDesc.of(make), true)
                        .invokevirtual(make, "voidItem", MethodTypeDesc.of(uni))
                        .areturn());
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        code.with(element);
    }
}
