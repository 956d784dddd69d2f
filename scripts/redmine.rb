# What a Redmine for trying and testing has besides the default data: the REST interface, a clerk who may add and edit
# issues, a person who edits them by hand, a project `plans`, and a project `fields` with a custom field `vbparse`.
# Run by scripts/redmine; prints the keys.

Setting.rest_api_enabled = '1'
Setting.default_language = 'vi'
manager, developer = Role.givable.to_a

def member(login, first, last, role, admin: false)
  user = User.new(firstname: first, lastname: last, mail: "#{login}@example.vn", language: 'vi')
  user.login = login
  user.admin = admin
  user.password = SecureRandom.hex(16)
  user.save!
  [user, role]
end

people = [
  member('clerk', 'Vbparse', 'Máy', developer),
  member('person', 'Nguyễn Văn', 'Mẫu', manager),
]
%w[plans fields].each do |identifier|
  project = Project.new(name: identifier, identifier: identifier, is_public: false)
  project.enabled_module_names = %w[issue_tracking calendar gantt]
  project.trackers = Tracker.all
  project.save!
  IssueCategory.create!(project: project, name: 'Nội vụ')
  people.each { |user, role| Member.create!(project: project, user: user, roles: [role]) }
end
field = IssueCustomField.new(name: 'vbparse', field_format: 'string', is_filter: true)
field.trackers = Tracker.all
field.projects = [Project.find('fields')]
field.save!

admin = User.find_by_login('admin')
admin.update_columns(must_change_passwd: false)
puts "admin=#{admin.api_key}"
people.each { |user, _| puts "#{user.login}=#{user.api_key}" }
