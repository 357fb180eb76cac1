package dev.pilaster.acceptance;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the host, says how it stood when one failed, and takes it back to the baseline. */
final class OnDemoHost
    implements BeforeAllCallback, ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {
  /** A host that does not come up fails each class once, with all that its set-up said. */
  @Override
  public void beforeAll(ExtensionContext context) {
    DemoHost.get();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == DemoHost.class;
  }

  @Override
  public DemoHost resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return DemoHost.get();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      System.out.println(context.getDisplayName() + " failed; the host then:");
      System.out.println(DemoHost.get().diagnosis());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    DemoHost.get().reset();
  }
}
