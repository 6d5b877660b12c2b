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
  /** It is all of a page that stands in here, not a part of one. */
  isPage?: boolean;
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
    const { name, advice, actions, isPage } = this.props;
    const isAbsent = wasNotFetched(this.state.error);
    return (
      <ErrorState
        title={isAbsent ? `${name} could not be loaded` : `${name} failed`}
        detail={describe(this.state.error)}
        isPage={isPage ?? false}
        action={
          <>
            {actions}
            <Button kind={isAbsent ? "primary" : "default"} onClick={() => location.reload()}>
              Reload the page
            </Button>
            <Button kind={isAbsent ? "default" : "primary"} onClick={this.reset}>
              Try again
            </Button>
          </>
        }
      >
        {isAbsent && <p>{ABSENT}</p>}
        {advice ?? "The rest of the page still works. Try this part again; if it fails again, reload the page."}
      </ErrorState>
    );
  }
}

const ABSENT =
  "A part of the app could not be fetched: either there is no connection, or there is a new version on the server, which comes when the page is reloaded.";

/** Browsers say in words of their own that the code of a part, which is loaded when it is needed first, was not there. */
function wasNotFetched(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|importing a module script/i.test(error.message);
}

function describe(error: unknown): string {
  if (error instanceof Error) return error.stack ?? `${error.name}: ${error.message}`;
  return String(error);
}
