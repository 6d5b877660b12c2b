import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "./Button";
import { ErrorState } from "./State";

interface Props {
  /** What this part is, as in "The log panel failed". */
  name: string;
  children: ReactNode;
  /** What still works and what to do; a default says that the rest of the page does. */
  advice?: ReactNode;
  /** Further actions, such as an export button. */
  actions?: ReactNode;
  /** When one of these changes, the part is tried again. */
  resetKeys?: readonly unknown[];
  onError?: (error: unknown, info: ErrorInfo) => void;
}

interface State {
  failed: boolean;
  error: unknown;
}

/** Keeps a failure to the part where it happened: never a blank page, always a way on. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { failed: true, error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    this.props.onError?.(error, info);
  }

  override componentDidUpdate(before: Props) {
    if (!this.state.failed) return;
    const then = before.resetKeys ?? [];
    const now = this.props.resetKeys ?? [];
    if (then.length !== now.length || now.some((key, index) => !Object.is(key, then[index]))) this.reset();
  }

  reset = () => this.setState({ failed: false, error: undefined });

  override render() {
    if (!this.state.failed) return this.props.children;
    const { name, advice, actions } = this.props;
    return (
      <ErrorState
        title={`${name} failed`}
        detail={describe(this.state.error)}
        action={
          <>
            {actions}
            <Button onClick={() => location.reload()}>Reload the page</Button>
            <Button kind="primary" onClick={this.reset}>
              Try again
            </Button>
          </>
        }
      >
        {advice ?? "The rest of the page still works. Try this part again; if it fails again, reload the page."}
      </ErrorState>
    );
  }
}

function describe(error: unknown): string {
  if (error instanceof Error) return error.stack ?? `${error.name}: ${error.message}`;
  return String(error);
}
