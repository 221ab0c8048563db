/** Tests of the manifests in {@code k8s/}. Start reading at {@code K8sManifestsTest}. */
@NullMarked
package dev.holdfast.standalone.k8s;

import org.jspecify.annotations.NullMarked;
