import { lazy } from "react";
import { Route, Switch } from "wouter";

const IncidentPage = lazy(() => import("#ui/pages/incident/index"));
const RunPage = lazy(() => import("#ui/pages/run/index"));
const DebriefPage = lazy(() => import("#ui/pages/debrief/index"));
const WalkPage = lazy(() => import("#ui/pages/walk/index"));
const ShiftPage = lazy(() => import("#ui/pages/shift/index"));
const ComparePage = lazy(() => import("#ui/pages/compare/index"));
const LibraryPage = lazy(() => import("#ui/pages/library/index"));
const ProgressPage = lazy(() => import("#ui/pages/progress/index"));
const StoriesPage = lazy(() => import("#ui/pages/stories/index"));
const QuestionsPage = lazy(() => import("#ui/pages/questions/index"));
const AccuracyPage = lazy(() => import("#ui/pages/questions/Accuracy"));
const QuestionPage = lazy(() => import("#ui/pages/questions/Card"));
const StudyPage = lazy(() => import("#ui/pages/study/index"));
const StudyBrowsePage = lazy(() => import("#ui/pages/study/Browse"));
const StudyCardPage = lazy(() => import("#ui/pages/study/Card"));
const InterviewsPage = lazy(() => import("#ui/pages/interview/index"));
const InterviewPage = lazy(() => import("#ui/pages/interview/Room"));
const InterviewResultPage = lazy(() => import("#ui/pages/interview/Result"));
const InterviewCandidatePage = lazy(() => import("#ui/pages/interview/Candidate"));
const InterviewComparePage = lazy(() => import("#ui/pages/interview/Compare"));
const RecordingPage = lazy(() => import("#ui/pages/recording/index"));
const PostmortemPage = lazy(() => import("#ui/pages/postmortem/index"));
const PacksPage = lazy(() => import("#ui/pages/packs/index"));
const DataPage = lazy(() => import("#ui/pages/data/index"));
const WorkshopPage = lazy(() => import("#ui/pages/workshop/index"));
const KitPage = lazy(() => import("#ui/pages/kit/KitPage"));

/** Every page but the first. Apart from it, because the list of what each of them loads grows with them. */
export default function Pages() {
  return (
    <Switch>
      <Route path="/run/:id">{({ id }) => <RunPage key={id} id={id} />}</Route>
      <Route path="/run/:id/debrief">{({ id }) => <DebriefPage key={id} id={id} />}</Route>
      <Route path="/run/:id/walk/:second?">
        {({ id, second }) => <WalkPage key={id} id={id} second={Number(second ?? 0) || 0} />}
      </Route>
      <Route path="/oncall/:id?">{({ id }) => <ShiftPage key={id ?? ""} {...(id !== undefined && { id })} />}</Route>
      <Route path="/run/:id/expert/:second?">
        {({ id, second }) => <WalkPage key={id} id={id} stand="expert" second={Number(second ?? 0) || 0} />}
      </Route>
      <Route path="/run/:id/idle/:second?">
        {({ id, second }) => <WalkPage key={id} id={id} stand="idle" second={Number(second ?? 0) || 0} />}
      </Route>
      <Route path="/run/:id/compare/:other?">
        {({ id, other }) => <ComparePage key={id} id={id} other={other ?? null} />}
      </Route>
      <Route path="/run/:id/postmortem">{({ id }) => <PostmortemPage key={id} id={id} />}</Route>
      <Route path="/library">
        <LibraryPage />
      </Route>
      <Route path="/progress/:filters?">
        {({ filters }) => <ProgressPage {...(filters !== undefined && { filters })} />}
      </Route>
      <Route path="/stories/:id?">{({ id }) => <StoriesPage key={id ?? ""} {...(id !== undefined && { id })} />}</Route>
      <Route path="/questions">
        <QuestionsPage />
      </Route>
      <Route path="/questions/accuracy">
        <AccuracyPage />
      </Route>
      <Route path="/questions/:id">{({ id }) => <QuestionPage key={id} id={id} />}</Route>
      <Route path="/study">
        <StudyPage />
      </Route>
      <Route path="/study/browse">
        <StudyBrowsePage />
      </Route>
      <Route path="/study/card/:id">{({ id }) => <StudyCardPage key={id} id={decoded(id)} />}</Route>
      <Route path="/interviews">
        <InterviewsPage />
      </Route>
      <Route path="/interview/:id">{({ id }) => <InterviewPage key={id} id={id} />}</Route>
      <Route path="/interview/:id/result">{({ id }) => <InterviewResultPage key={id} id={id} />}</Route>
      <Route path="/interview/:id/candidate">{({ id }) => <InterviewCandidatePage key={id} id={id} />}</Route>
      <Route path="/interview/:id/compare/:other">
        {({ id, other }) => <InterviewComparePage key={`${id} ${other}`} id={id} other={other} />}
      </Route>
      <Route path="/recording">
        <RecordingPage />
      </Route>
      <Route path="/packs">
        <PacksPage />
      </Route>
      <Route path="/data">
        <DataPage />
      </Route>
      <Route path="/workshop/:slug">{({ slug }) => <WorkshopPage key={slug} slug={slug} />}</Route>
      <Route path="/kit">
        <KitPage />
      </Route>
      <Route path="/:code">{({ code }) => <IncidentPage key={code} id={code} />}</Route>
      <Route>
        <IncidentPage id="" />
      </Route>
    </Switch>
  );
}

/** A part of an address as it was before it was encoded; as it stands where it never was. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
