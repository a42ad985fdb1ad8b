/** Create a person, or change name, role, organization and area of one. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { newId } from "../../store/ids";
import { Select, TextField } from "../../ui/field";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead } from "../../ui/page";
import { ConflictDialog } from "../conflict";
import { type Form, demand, inputId, useForm } from "../form";
import { Frame } from "../frame";
import { areaTrail, areas, organizationTrail, organizations, treeOptions } from "../lookups";
import { FormSheet } from "../registry/form_sheet";
import { type Described, useVersioned } from "../versioned";
import { office, wordOf } from "../words";
import { OneTime } from "./one_time";
import { roleOptions } from "./roles";
import type { User } from "./types";
import { people } from "./words";

export default function PersonFormScreen({ params }: { params: Params }) {
  const id = params["id"];
  const loading = useLoad<User>(id ? `/api/users/${id}` : null);
  const title = id ? people().edit : people().newPerson;
  return (
    <Frame crumbs={[{ name: office().page.people, href: "/app/people" }, ...(id ? [{ name: loading.value?.name ?? "…", href: `/app/people/${id}` }] : []), { name: title }]}>
      <PageHead title={title} />
      {id ? <Loaded of={loading}>{(user) => <EditPerson key={user.id} user={user} />}</Loaded> : <NewPerson />}
    </Frame>
  );
}

function valuesOf(user: User | null) {
  return { username: user?.username ?? "", name: user?.name ?? "", role: user?.role ?? "", organization: user?.organization ?? "", area: user?.area ?? "", phone: user?.phone ?? "" };
}

type Values = ReturnType<typeof valuesOf>;

function NewPerson() {
  const [id] = useState(newId);
  const [password, setPassword] = useState<string | null>(null);
  const form = useForm(valuesOf(null));
  const open = (): void => navigate(`/app/people/${id}`, { replace: true });
  const create = async (): Promise<void> => {
    demandPerson(form.values);
    const made = await post<{ user: User; password: string | null }>("/api/users", { id, ...form.values });
    if (made.password) setPassword(made.password);
    else open();
  };
  return (
    <FormSheet form={form} action={people().create} back="/app/people" onSubmit={() => void form.submit(create)}>
      <Fields form={form} isNew />
      {password && <OneTime password={password} name={form.values.name} onClose={open} />}
    </FormSheet>
  );
}

function EditPerson({ user }: { user: User }) {
  const back = `/app/people/${user.id}`;
  const editing = useVersioned({ path: "/api/users", record: user, valuesOf, bodyOf: (changes: Partial<Values>) => ({ ...changes }), check: demandPerson, onSaved: () => navigate(back, { replace: true }) });
  return (
    <FormSheet form={editing.form} action={people().save} back={back} onSubmit={() => void editing.save()}>
      <Fields form={editing.form} isNew={false} />
      {editing.theirs && <ConflictDialog differences={editing.differences(described())} busy={editing.form.busy} onKeepMine={() => void editing.keepMine()} onTakeTheirs={editing.takeTheirs} onClose={editing.leaveOpen} />}
    </FormSheet>
  );
}

function Fields({ form: { values, set, errorAt }, isNew }: { form: Form<Values>; isNew: boolean }) {
  const w = people();
  return (
    <div class="form-grid">
      <TextField required label={w.name} id={inputId("/name")} value={values.name} onInput={(text) => set("name", text)} error={errorAt("/name")} autoComplete="off" />
      {isNew && <TextField required label={w.username} hint={w.usernameHint} id={inputId("/username")} value={values.username} onInput={(text) => set("username", text)} error={errorAt("/username")} />}
      <Select required label={w.role} id={inputId("/role")} value={values.role} blank={w.choose} options={roleOptions()} onChange={(value) => set("role", value)} error={errorAt("/role")} />
      <Select required label={w.organization} id={inputId("/organization")} value={values.organization} blank={w.choose} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} error={errorAt("/organization")} />
      <Select label={w.area} id={inputId("/area")} value={values.area} blank={w.wholeCity} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} error={errorAt("/area")} />
      <TextField optional label={w.phone} type="tel" inputMode="tel" id={inputId("/phone")} value={values.phone} onInput={(text) => set("phone", text)} error={errorAt("/phone")} />
    </div>
  );
}

function demandPerson({ name, username, role, organization }: Values): void {
  const w = people();
  demand([
    ["/name", w.name, name],
    ["/username", w.username, username],
    ["/role", w.role, role],
    ["/organization", w.organization, organization],
  ]);
}

function described(): Described<Values>[] {
  const w = people();
  return [
    { title: w.name, show: (v) => v.name },
    { title: w.role, show: (v) => v.role && wordOf(office().role, v.role) },
    { title: w.organization, show: (v) => v.organization && organizationTrail(v.organization) },
    { title: w.area, show: (v) => (v.area ? areaTrail(v.area) : w.wholeCity) },
    { title: w.phone, show: (v) => v.phone },
  ];
}
