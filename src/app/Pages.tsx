import { Route, Switch } from "wouter";
import { page } from "./page";

const IncidentPage = page(() => import("#ui/pages/incident/index"));
const RunPage = page(() => import("#ui/pages/run/index"));
const DebriefPage = page(() => import("#ui/pages/debrief/index"));
const WalkPage = page(() => import("#ui/pages/walk/index"));
const ShiftPage = page(() => import("#ui/pages/shift/index"));
const ComparePage = page(() => import("#ui/pages/compare/index"));
const LibraryPage = page(() => import("#ui/pages/library/index"));
const ProgressPage = page(() => import("#ui/pages/progress/index"));
const StoriesPage = page(() => import("#ui/pages/stories/index"));
const QuestionsPage = page(() => import("#ui/pages/questions/index"));
const AccuracyPage = page(() => import("#ui/pages/questions/Accuracy"));
const QuestionPage = page(() => import("#ui/pages/questions/Card"));
const StudyPage = page(() => import("#ui/pages/study/index"));
const StudyBrowsePage = page(() => import("#ui/pages/study/Browse"));
const StudyCardPage = page(() => import("#ui/pages/study/Card"));
const InterviewsPage = page(() => import("#ui/pages/interview/index"));
const InterviewPage = page(() => import("#ui/pages/interview/Room"));
const InterviewResultPage = page(() => import("#ui/pages/interview/Result"));
const InterviewCandidatePage = page(() => import("#ui/pages/interview/Candidate"));
const InterviewComparePage = page(() => import("#ui/pages/interview/Compare"));
const RecordingPage = page(() => import("#ui/pages/recording/index"));
const PostmortemPage = page(() => import("#ui/pages/postmortem/index"));
const PacksPage = page(() => import("#ui/pages/packs/index"));
const DataPage = page(() => import("#ui/pages/data/index"));
const WorkshopPage = page(() => import("#ui/pages/workshop/index"));
const GamedayPage = page(() => import("#ui/pages/gameday/index"));
const GamedayPlanPage = page(() => import("#ui/pages/gameday/plan/index"));
const GamedayJoinPage = page(() => import("#ui/pages/gameday/Join"));
const GamedayRoomPage = page(() => import("#ui/pages/gameday/room/index"));
const GamedayAfterPage = page(() => import("#ui/pages/gameday/after/index"));
const GamedayProjectPage = page(() => import("#ui/pages/gameday/project/index"));
const KitPage = page(() => import("#ui/pages/kit/KitPage"));

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
      <Route path="/workshop">
        <PacksPage />
      </Route>
      <Route path="/workshop/:slug">{({ slug }) => <WorkshopPage key={slug} slug={slug} />}</Route>
      <Route path="/gameday">
        <GamedayPage />
      </Route>
      <Route path="/gameday/plan/:id">{({ id }) => <GamedayPlanPage key={id} id={decoded(id)} />}</Route>
      <Route path="/gameday/join/:room/:secret/:founder/:relay?">
        {({ room, secret, founder, relay }) => (
          <GamedayJoinPage
            address={{
              room: decoded(room),
              secret: decoded(secret),
              founder: decoded(founder),
              relay: relay === undefined ? null : decoded(relay),
            }}
          />
        )}
      </Route>
      <Route path="/gameday/room/:id">{({ id }) => <GamedayRoomPage key={id} id={decoded(id)} />}</Route>
      <Route path="/gameday/room/:id/after">{({ id }) => <GamedayAfterPage key={id} id={decoded(id)} />}</Route>
      <Route path="/gameday/room/:id/project">{({ id }) => <GamedayProjectPage key={id} id={decoded(id)} />}</Route>
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
